package io.fairlead.load.scenario;

import io.fairlead.load.fleet.Habits;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A load run.
 *
 * @param name          in one word
 * @param title         in a few
 * @param description   what it is about
 * @param seed          of all random choices
 * @param duration      of the whole
 * @param servers       what it wants to run against
 * @param devices       that there are at most
 * @param present       0 to 1: the share of them that is there
 * @param introductions that are asked for per second
 * @param lists         of devices, whose states are asked for, per second
 * @param habits        of controllers
 * @param sessions      what introductions lead to
 * @param events        what happens, in order of time
 * @param requirements  what must come of it
 */
public record Scenario(String name, String title, String description, long seed, Duration duration, Servers servers,
        Devices devices, Curve present, Curve introductions, Curve lists, Habits habits, Sessions sessions,
        List<Event> events, List<Requirement> requirements) {
    /** Copies the lists. */
    public Scenario {
        events = List.copyOf(events);
        requirements = List.copyOf(requirements);
        if (duration.toMillis() < 1) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: more than 0)");
        }
    }

    /**
     * Which servers a scenario wants.
     *
     * @param rendezvous rendezvous nodes; 0 = one process that is everything
     * @param relays     relay nodes; 0 likewise
     * @param options    of all servers that are started for it, for example {@code --drain-deadline=60}
     */
    public record Servers(int rendezvous, int relays, List<String> options) {
        /** Checks the numbers. */
        public Servers {
            options = List.copyOf(options);
            if (rendezvous < 0 || relays < 0 || (rendezvous == 0) != (relays == 0)) {
                throw new IllegalArgumentException("servers: " + rendezvous + " rendezvous nodes, " + relays
                        + " relays (expected: at least 1 of each, or none)");
            }
        }

        /**
         * Says whether there are several.
         *
         * @return false = one process
         */
        public boolean isCluster() {
            return rendezvous > 0;
        }
    }

    /**
     * Which devices there are.
     *
     * @param udp        that register by UDP
     * @param tcp        that hold a secured connection
     * @param webSocket  that hold a WebSocket connection
     * @param perHome    behind one address
     * @param olderShare 0 to 1: clients of older versions
     */
    public record Devices(int udp, int tcp, int webSocket, int perHome, double olderShare) {
        /**
         * Counts them.
         *
         * @return of all kinds
         */
        public int all() {
            return udp + tcp + webSocket;
        }
    }

    /**
     * What becomes of introductions.
     *
     * @param most           sessions at once; introductions pause while there are as many
     * @param durationFactor multiplies the durations of the traffic model, more than 0
     * @param checkedShare   0 to 1: sessions whose every byte is compared
     * @param model          what differs from the standard traffic model, in its own form; empty = nothing
     */
    public record Sessions(int most, double durationFactor, double checkedShare, String model) {
        /** Checks the numbers. */
        public Sessions {
            if (most < 0 || !(durationFactor > 0) || !(checkedShare >= 0 && checkedShare <= 1)) {
                throw new IllegalArgumentException("sessions: at most " + most + ", durations times " + durationFactor
                        + ", checked share " + checkedShare + " (expected: at least 0, more than 0, 0..1)");
            }
        }
    }

    /**
     * Makes it larger or smaller: devices, sessions and rates. Durations stay.
     *
     * @param factor more than 0
     * @return another scenario
     */
    public Scenario scaled(double factor) {
        if (!(factor > 0)) {
            throw new IllegalArgumentException("scale: " + factor + " (expected: more than 0)");
        }
        Devices more = new Devices(scaled(devices.udp, factor), scaled(devices.tcp, factor),
                scaled(devices.webSocket, factor), devices.perHome, devices.olderShare);
        Sessions most = new Sessions(scaled(sessions.most, factor), sessions.durationFactor, sessions.checkedShare,
                sessions.model);
        return new Scenario(name, title, description, seed, duration, servers, more, present,
                introductions.times(factor), lists.times(factor), habits, most, events, requirements);
    }

    private static int scaled(int number, double factor) {
        return number == 0 ? 0 : Math.toIntExact(Math.max(1, Math.round(number * factor)));
    }

    /**
     * Draws differently.
     *
     * @param other seed
     * @return another scenario
     */
    public Scenario seeded(long other) {
        return new Scenario(name, title, description, other, duration, servers, devices, present, introductions, lists,
                habits, sessions, events, requirements);
    }

    /**
     * Does without what servers cannot do. There are as many devices as before.
     *
     * @param lacks of the servers
     * @return another scenario
     */
    public Scenario without(Set<Lack> lacks) {
        int tcp = lacks.contains(Lack.TCP_DEVICES) ? 0 : devices.tcp;
        int webSocket = lacks.contains(Lack.WEB_SOCKET_DEVICES) ? 0 : devices.webSocket;
        Devices others = new Devices(devices.all() - tcp - webSocket, tcp, webSocket, devices.perHome,
                devices.olderShare);
        return new Scenario(name, title, description, seed, duration, servers, others, present, introductions,
                lacks.contains(Lack.LISTS) ? lists.times(0) : lists, habits, sessions, events, requirements);
    }
}
