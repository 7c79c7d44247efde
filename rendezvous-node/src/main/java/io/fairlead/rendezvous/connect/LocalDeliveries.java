package io.fairlead.rendezvous.connect;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.connect.ConnectEvents.AnswerDrop;
import io.fairlead.rendezvous.registration.HeldDevices;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Where envelopes end that are for this node's devices and requesters. Safe for use by any thread. */
final class LocalDeliveries implements LocalEndpoint {
    private final HeldDevices devices;
    private final WaitingRequesters requesters;
    private final AnswerRules rules;
    private final DeviceRelays deviceRelays;
    private final SessionDirectory sessions;
    private final ConnectEvents events;
    private final LongSupplier clock;

    LocalDeliveries(
            HeldDevices devices,
            WaitingRequesters requesters,
            AnswerRules rules,
            DeviceRelays deviceRelays,
            SessionDirectory sessions,
            ConnectEvents events,
            LongSupplier clock) {
        this.devices = devices;
        this.requesters = requesters;
        this.rules = rules;
        this.deviceRelays = deviceRelays;
        this.sessions = sessions;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Delivery> deliver(DevicePush push) {
        Optional<RendezvousMessage> message = parse(push.message());
        return CompletableFuture.completedStage(
                message.map(parsed -> devices.push(push, parsed)).orElse(Delivery.GONE));
    }

    @Override
    public CompletionStage<Delivery> deliver(DeviceAnswer answer) {
        Optional<AnswerDrop> drop = parse(answer.message())
                .map(message -> give(answer, message))
                .orElse(Optional.of(AnswerDrop.MALFORMED));
        drop.ifPresent(reason -> events.answerDropped(answer.device(), reason));
        return CompletableFuture.completedStage(drop.isEmpty() ? Delivery.DELIVERED : Delivery.GONE);
    }

    @Override
    public void moved(String deviceId, long fence) {
        devices.moved(deviceId, fence);
    }

    private Optional<AnswerDrop> give(DeviceAnswer answer, RendezvousMessage message) {
        Optional<WaitingRequester> waiting = requesters.find(answer.requester());
        if (waiting.flatMap(WaitingRequester::pending).isEmpty()) {
            return Optional.of(AnswerDrop.NOBODY_WAITS);
        }
        InetAddress from = answer.device().getAddress();
        Optional<PendingRequest> request = waiting.get()
                .take(pending -> AnswerRules.fits(message, answer.transport(), from, pending));
        if (request.isEmpty()) {
            return Optional.of(AnswerDrop.FOREIGN);
        }
        deviceRelays.noted(message, from, request.get());
        if (message.hasRelayResponse() && !message.getRelayResponse().getUuid().isEmpty()) {
            sessions.announce(message.getRelayResponse().getUuid());
        }
        Requester requester = waiting.get().requester();
        RendezvousMessage rendered = rules.render(message, request.get(), requester, answer);
        requester.send(rendered);
        events.introduction(Introductions.ended(
                requester,
                request.get(),
                request.get().selection().toldRequester(AnswerRules.relayTold(rendered)),
                IntroductionOutcome.ANSWERED,
                clock.getAsLong()));
        return Optional.empty();
    }

    private static Optional<RendezvousMessage> parse(OpaqueBytes bytes) {
        try {
            return Optional.of(RendezvousMessage.parseFrom(bytes.toByteArray()));
        } catch (InvalidProtocolBufferException e) {
            // Another node's version may write what this one cannot read; the client repeats its request.
            return Optional.empty();
        }
    }
}
