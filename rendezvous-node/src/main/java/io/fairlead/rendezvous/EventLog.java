package io.fairlead.rendezvous;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.net.LogText;
import io.fairlead.rendezvous.connect.Introduction;
import io.fairlead.rendezvous.registration.RegistrationOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * Writes one line per event. What every device does all the time, and what strangers can cause any number of, is for
 * the level debug. Text from the network is made printable first.
 */
public final class EventLog implements RendezvousEvents {
    private final Logger log;

    /**
     * Writes to a log.
     *
     * @param log where to
     */
    public EventLog(Logger log) {
        this.log = log;
    }

    @Override
    public void registration(String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome) {
        log.atLevel(level(outcome))
                .addKeyValue("id", LogText.printable(id))
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("transport", transport.name().toLowerCase(Locale.ROOT))
                .addKeyValue("outcome", outcome.label())
                .log("registration");
    }

    private static Level level(RegistrationOutcome outcome) {
        return switch (outcome) {
            case CREATED, KEY_CHANGED, ADDRESS_CHANGED, RESUMED, MOVED, OFFLINE, UUID_MISMATCH, NOT_DEPLOYED ->
                Level.INFO;
            case STORE_FAILED -> Level.WARN;
            case CONFIRMED, TOO_FREQUENT, INVALID_ID, NOT_SUPPORTED -> Level.DEBUG;
        };
    }

    @Override
    public void introduction(Introduction introduction) {
        log.atInfo()
                .addKeyValue("from", LogText.of(introduction.requester()))
                .addKeyValue("to", LogText.printable(introduction.deviceId()))
                .addKeyValue("plan", introduction.plan())
                .addKeyValue("reason", introduction.reason())
                .addKeyValue("outcome", introduction.outcome().label())
                .addKeyValue("from_network", introduction.selection().requesterNetwork())
                .addKeyValue("to_network", introduction.selection().deviceNetwork())
                .addKeyValue("same_site", introduction.selection().sameSite())
                .addKeyValue("relay", introduction.selection().relay())
                .addKeyValue("relay_for_from", LogText.printable(introduction.selection().relayForRequester()))
                .addKeyValue("relay_for_to", LogText.printable(introduction.selection().relayForDevice()))
                .addKeyValue("duration_ms", TimeUnit.NANOSECONDS.toMillis(introduction.durationNanos()))
                // Last, as filters of fail2ban look for the address at once after the event's name.
                .addKeyValue("introduction", introduction.name())
                .log("introduction");
    }

    @Override
    public void dropped(InetSocketAddress from, Drop reason) {
        // Asked first, as in a flood the texts alone would be dear.
        if (!log.isDebugEnabled()) {
            return;
        }
        log.atDebug()
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("reason", reason.name().toLowerCase(Locale.ROOT))
                .log("input dropped");
    }

    @Override
    public void answerDropped(InetSocketAddress from, AnswerDrop reason) {
        log.atDebug()
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("reason", reason.name().toLowerCase(Locale.ROOT))
                .log("answer dropped");
    }

    @Override
    public void idChange(String oldId, String newId, InetSocketAddress from, RegisterPkResponse.Result result) {
        log.atInfo()
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("id", LogText.printable(oldId))
                .addKeyValue("new_id", LogText.printable(newId))
                .addKeyValue("outcome", result.name().toLowerCase(Locale.ROOT))
                .log("id change");
    }

    @Override
    public void keyExchange(InetSocketAddress from, KeyExchangeStep step) {
        log.atDebug()
                .addKeyValue("from", LogText.of(from))
                .addKeyValue("step", step.name().toLowerCase(Locale.ROOT))
                .log("key exchange");
    }

    @Override
    public void masquerade(InetAddress address, int devices) {
        log.atWarn()
                .addKeyValue("address", address.getHostAddress())
                .addKeyValue("devices", devices)
                .addKeyValue(
                        "advice",
                        "clients' own addresses are hidden, so none of them can connect directly: let the server see"
                                + " them (host network, externalTrafficPolicy Local, PROXY protocol); see"
                                + " docs/hairpin.md")
                .log("masquerade suspected");
    }

    @Override
    public void portsRewritten(boolean suspected) {
        if (!suspected) {
            log.atInfo().log("source ports are kept again");
            return;
        }
        log.atWarn()
                .addKeyValue(
                        "advice",
                        "every client's NAT test says symmetric, so that every session is relayed: let both ports of"
                                + " the test, P and P-1, see clients' own ports; see docs/hairpin.md")
                .log("source ports seem to be rewritten");
    }

    @Override
    public void failed(Throwable failure) {
        log.atError().setCause(failure).log("unexpected failure");
    }

    @Override
    public void heartbeat(boolean accepted) {
        // Metered, not logged: each device sends one every 15 s.
    }

    @Override
    public void heartbeats(int accepted) {
        // As above.
    }

    @Override
    public void incomplete() {
        // Metered, not logged: strangers can cause any number.
    }

    @Override
    public void overloaded() {
        // Metered, not logged, for the same reason.
    }

    @Override
    public void push(Delivery delivery, boolean forwarded) {
        // The introduction's own line tells.
    }

    @Override
    public void datagramsLost(long lost) {
        // Metered: in a flood there would be a line each second.
    }

    @Override
    public void loopDelay(long nanos) {
        // A histogram.
    }

    @Override
    public void connections(int open) {
        // A gauge.
    }

    @Override
    public void devices(int held) {
        // A gauge.
    }
}
