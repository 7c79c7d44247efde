package io.fairlead.load.fleet;

import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What devices do to stay registered by UDP, protocol section 6: each looks once a second, sends when its last answer
 * is 15 s old (12 s in older clients), again after 3 s without an answer, its key until that is confirmed, and takes a
 * new port when nothing has come for a minute and four times. For use by one thread, but for {@link #online} and
 * {@link #isOnline}.
 */
final class UdpRegistrations {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long OFFLINE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long REBIND_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int REBIND_FAILURES = 4;
    private static final int PHASE = 1;
    private static final int AGE = 2;

    private static final byte PRESENT = 1;
    private static final byte CONFIRMED = 2;
    private static final byte WAITING = 4;
    private static final byte ONLINE = 8;
    private static final byte OTHER_PORT = 16;
    /** The server holds its id for another device: a client gives itself a new id then, which is another device. */
    private static final byte REFUSED = 32;

    private final FleetPlan plan;
    private final Homes homes;
    private final Identities identities;
    private final Datagrams datagrams;
    private final DeviceMeters meters;
    private final Pushed pushed;
    private final TimerWheel timers;
    private final byte[] states;
    private final byte[] failures;
    /** When a device wanted what it waits for. */
    private final long[] wanted;
    private final long[] answered;
    private final int[] serials;
    private int present;
    private final AtomicInteger online = new AtomicInteger();

    UdpRegistrations(FleetPlan plan, Homes homes, DeviceMeters meters, Pushed pushed, long now) {
        this.plan = plan;
        this.homes = homes;
        this.meters = meters;
        this.pushed = pushed;
        this.identities = new Identities(plan.seed());
        this.datagrams = new Datagrams(identities, plan.firstDevice());
        this.timers = new TimerWheel(plan.udp(), now);
        this.states = new byte[plan.udp()];
        this.failures = new byte[plan.udp()];
        this.wanted = new long[plan.udp()];
        this.answered = new long[plan.udp()];
        this.serials = new int[plan.udp()];
    }

    int online() {
        return online.get();
    }

    /** By another thread it may be told a moment late. */
    boolean isOnline(int device) {
        return is(device, ONLINE);
    }

    int ip(int device) {
        return homes.ip(device);
    }

    void present(int devices, long now) {
        int wantedCount = Math.clamp(devices, 0, plan.udp());
        for (; present < wantedCount; present++) {
            states[present] = PRESENT;
            failures[present] = 0;
            wanted[present] = now;
            answered[present] = now;
            timers.set(present, now);
        }
        for (; present > wantedCount; present--) {
            offline(present - 1);
            states[present - 1] = 0;
        }
    }

    void move(int every) {
        for (int home = 0; home < homes.count(); home += every) {
            // Whether there was one more address or the first again, it is another one.
            boolean _ = homes.move(home);
        }
    }

    void advance(long now, UdpSockets sockets) throws IOException {
        Firing firing = new Firing(now, sockets);
        timers.advance(now, firing::fire);
        if (firing.failure.isPresent()) {
            throw firing.failure.get();
        }
    }

    /** A wheel's callback cannot throw. */
    private final class Firing {
        private final long now;
        private final UdpSockets sockets;
        private Optional<IOException> failure = Optional.empty();

        Firing(long now, UdpSockets sockets) {
            this.now = now;
            this.sockets = sockets;
        }

        void fire(int device) {
            try {
                due(device, now, sockets);
            } catch (IOException e) {
                failure = Optional.of(e);
            }
        }
    }

    private void due(int device, long now, UdpSockets sockets) throws IOException {
        if (!is(device, PRESENT) || is(device, REFUSED)) {
            return;
        }
        boolean again = is(device, WAITING);
        if (again) {
            missed(device, now);
        } else {
            wanted[device] = timers.due(device);
        }
        send(device, again, now, sockets);
    }

    private void missed(int device, long now) {
        long silence = now - answered[device];
        if (silence > OFFLINE_NANOS && is(device, ONLINE)) {
            offline(device);
            meters.wentOffline();
        }
        failures[device] = (byte) Math.min(Byte.MAX_VALUE, failures[device] + 1);
        if (failures[device] >= REBIND_FAILURES && silence > REBIND_NANOS) {
            failures[device] = 0;
            states[device] ^= OTHER_PORT;
            meters.rebound();
        }
    }

    private void send(int device, boolean again, long now, UdpSockets sockets) throws IOException {
        boolean key = !is(device, CONFIRMED);
        sockets.send(socket(device), homes.ip(device),
                key ? datagrams.key(device) : datagrams.heartbeat(device, serials[device]));
        // What is sent again was late for the network's sake, not for the generator's.
        meters.sent(key, again, again ? now : wanted[device], now);
        set(device, WAITING);
        timers.set(device, now + RETRY_NANOS);
    }

    private int socket(int device) {
        return homes.slot(device) + (is(device, OTHER_PORT) ? plan.perHome() : 0);
    }

    /** Takes what came on a socket. */
    void received(UdpSockets sockets, int socket, int count, long now) throws IOException {
        DatagramBatch batch = sockets.received();
        for (int i = 0; i < count; i++) {
            int device = homes.device(batch.destination(i), socket % plan.perHome());
            if (device == Homes.NOBODY || device >= plan.udp() || !is(device, PRESENT) || socket(device) != socket) {
                // An address or a port that its device has left.
                meters.strange();
                continue;
            }
            Datagrams.Answer answer = Datagrams.answer(batch, i);
            if (answer == Datagrams.Answer.OTHER) {
                other(device, batch, i, now);
            } else {
                heard(device, answer == Datagrams.Answer.KEY_WANTED, now, sockets);
            }
        }
    }

    private void heard(int device, boolean keyWanted, long now, UdpSockets sockets) throws IOException {
        if (!is(device, WAITING)) {
            // The answer to what was sent twice.
            meters.strange();
            return;
        }
        meters.answered(keyWanted, wanted[device], now);
        if (keyWanted) {
            answered[device] = now;
            clear(device, CONFIRMED);
            wanted[device] = now;
            send(device, false, now, sockets);
        } else {
            settled(device, now);
            online(device);
        }
    }

    private void other(int device, DatagramBatch batch, int index, long now) {
        Optional<RendezvousMessage> message = Datagrams.read(batch, index);
        if (message.isEmpty()) {
            meters.strange();
        } else if (message.get().hasRegisterPkResponse()) {
            registered(device, message.get().getRegisterPkResponse().getResult(), now);
        } else if (message.get().hasConfigureUpdate()) {
            serials[device] = message.get().getConfigureUpdate().getSerial();
        } else {
            pushed.pushed(device, message.get());
        }
    }

    private void registered(int device, Result result, long now) {
        if (!is(device, WAITING)) {
            meters.strange();
            return;
        }
        if (result == Result.OK) {
            set(device, CONFIRMED);
            meters.registered(wanted[device], now);
            online(device);
        } else {
            meters.refused(result);
            if (result == Result.UUID_MISMATCH) {
                set(device, REFUSED);
            }
        }
        settled(device, now);
    }

    /** Nothing is waited for; the next look after the last answer is old enough. */
    private void settled(int device, long now) {
        clear(device, WAITING);
        answered[device] = now;
        failures[device] = 0;
        int number = plan.firstDevice() + device;
        ClientVersion version = identities.draw(number, AGE) < plan.olderShare()
                ? ClientVersion.OLDER
                : ClientVersion.CURRENT;
        long phase = (long) (identities.draw(number, PHASE) * LOOK_NANOS);
        long earliest = now + version.heartbeat().toNanos();
        long next = earliest - Math.floorMod(earliest - phase, LOOK_NANOS) + LOOK_NANOS;
        timers.set(device, next);
    }

    private void online(int device) {
        if (!is(device, ONLINE)) {
            set(device, ONLINE);
            int _ = online.incrementAndGet();
        }
    }

    private void offline(int device) {
        if (is(device, ONLINE)) {
            clear(device, ONLINE);
            int _ = online.decrementAndGet();
        }
    }

    private boolean is(int device, byte flag) {
        return (states[device] & flag) != 0;
    }

    private void set(int device, byte flag) {
        states[device] |= flag;
    }

    private void clear(int device, byte flag) {
        states[device] &= (byte) ~flag;
    }
}
