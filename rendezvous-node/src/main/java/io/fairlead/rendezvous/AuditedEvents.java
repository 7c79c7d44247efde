package io.fairlead.rendezvous;

import io.fairlead.audit.AuditEvent;
import io.fairlead.audit.AuditSink;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.net.LogText;
import io.fairlead.rendezvous.connect.Introduction;
import io.fairlead.rendezvous.connect.Selection;
import io.fairlead.rendezvous.registration.RegistrationOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Notes for ever who registered, who was refused, and who found whom; passes everything on. */
public final class AuditedEvents implements RendezvousEvents {
    private final AuditSink audit;
    private final RendezvousEvents next;

    /**
     * Notes what passes.
     *
     * @param audit where
     * @param next  hears of all of it
     */
    public AuditedEvents(AuditSink audit, RendezvousEvents next) {
        this.audit = audit;
        this.next = next;
    }

    @Override
    public void registration(String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome) {
        next.registration(id, from, transport, outcome);
        switch (outcome) {
            case CREATED, KEY_CHANGED, ADDRESS_CHANGED, RESUMED, MOVED, OFFLINE -> audit.record(
                    new AuditEvent.Registration(
                            LogText.printable(id), from, transport.name().toLowerCase(Locale.ROOT), outcome.label()));
            case UUID_MISMATCH, NOT_DEPLOYED, TOO_FREQUENT, INVALID_ID -> audit.record(
                    new AuditEvent.Refusal("registration", from, LogText.printable(id), outcome.label()));
            case CONFIRMED, STORE_FAILED, NOT_SUPPORTED -> {
                // Nothing has changed: devices confirm all the time, and try again after a failure.
            }
        }
    }

    @Override
    public void idChange(String oldId, String newId, InetSocketAddress from, RegisterPkResponse.Result result) {
        next.idChange(oldId, newId, from, result);
        audit.record(new AuditEvent.IdChange(
                LogText.printable(oldId), LogText.printable(newId), from, result.name().toLowerCase(Locale.ROOT)));
    }

    @Override
    public void introduction(Introduction introduction) {
        next.introduction(introduction);
        Selection selection = introduction.selection();
        audit.record(new AuditEvent.Introduction(
                introduction.requester(),
                LogText.printable(introduction.deviceId()),
                introduction.plan(),
                introduction.reason(),
                introduction.outcome().label(),
                selection.requesterNetwork(),
                selection.deviceNetwork(),
                selection.sameSite(),
                selection.relay(),
                LogText.printable(selection.relayForRequester()),
                LogText.printable(selection.relayForDevice()),
                TimeUnit.NANOSECONDS.toMillis(introduction.durationNanos())));
    }

    @Override
    public void dropped(InetSocketAddress from, Drop reason) {
        next.dropped(from, reason);
        switch (reason) {
            case TOO_MANY_CONNECTIONS, UNTRUSTED_PROXY, BAD_BOX, NOT_READING -> audit.record(
                    new AuditEvent.Refusal("rendezvous", from, "", reason.name().toLowerCase(Locale.ROOT)));
            case MALFORMED, TOO_LONG, UNEXPECTED, TOO_MANY_DATAGRAMS -> {
                // Noise from anywhere, which says nothing of anybody: metered.
            }
        }
    }

    @Override
    public void answerDropped(InetSocketAddress from, AnswerDrop reason) {
        next.answerDropped(from, reason);
    }

    @Override
    public void keyExchange(InetSocketAddress from, KeyExchangeStep step) {
        next.keyExchange(from, step);
    }

    @Override
    public void masquerade(InetAddress address, int devices) {
        next.masquerade(address, devices);
    }

    @Override
    public void portsRewritten(boolean suspected) {
        next.portsRewritten(suspected);
    }

    @Override
    public void failed(Throwable failure) {
        next.failed(failure);
    }

    @Override
    public void heartbeat(boolean accepted) {
        next.heartbeat(accepted);
    }

    @Override
    public void heartbeats(int accepted) {
        next.heartbeats(accepted);
    }

    @Override
    public void incomplete() {
        next.incomplete();
    }

    @Override
    public void overloaded() {
        next.overloaded();
    }

    @Override
    public void push(Delivery delivery, boolean forwarded) {
        next.push(delivery, forwarded);
    }

    @Override
    public void loopDelay(long nanos) {
        next.loopDelay(nanos);
    }

    @Override
    public void datagramsLost(long lost) {
        next.datagramsLost(lost);
    }

    @Override
    public void connections(int open) {
        next.connections(open);
    }

    @Override
    public void devices(int held) {
        next.devices(held);
    }
}
