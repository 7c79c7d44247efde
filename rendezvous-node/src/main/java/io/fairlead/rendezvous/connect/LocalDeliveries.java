package io.fairlead.rendezvous.connect;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.registration.RegistrationService;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/** Where envelopes end that are for this node's devices and requesters. Safe for use by any thread. */
final class LocalDeliveries implements LocalEndpoint {
    private final RegistrationService registrations;
    private final WaitingRequesters requesters;
    private final AnswerRules rules;
    private final ConnectEvents events;
    private final LongSupplier clock;

    LocalDeliveries(
            RegistrationService registrations,
            WaitingRequesters requesters,
            AnswerRules rules,
            ConnectEvents events,
            LongSupplier clock) {
        this.registrations = registrations;
        this.requesters = requesters;
        this.rules = rules;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Delivery> deliver(DevicePush push) {
        Optional<RendezvousMessage> message = parse(push.message());
        return CompletableFuture.completedStage(
                message.map(parsed -> registrations.push(push, parsed)).orElse(Delivery.GONE));
    }

    @Override
    public CompletionStage<Delivery> deliver(DeviceAnswer answer) {
        Optional<RendezvousMessage> message = parse(answer.message());
        boolean delivered = message.isPresent() && give(answer, message.get());
        if (!delivered) {
            events.answerDropped(answer.device());
        }
        return CompletableFuture.completedStage(delivered ? Delivery.DELIVERED : Delivery.GONE);
    }

    private boolean give(DeviceAnswer answer, RendezvousMessage message) {
        Optional<WaitingRequester> waiting = requesters.find(answer.requester());
        Optional<PendingRequest> request = waiting
                .flatMap(requester -> requester.take(pending -> AnswerRules.fits(message, pending)));
        if (request.isEmpty()) {
            return false;
        }
        Requester requester = waiting.get().requester();
        requester.send(rules.render(message, request.get(), requester, answer.device()));
        events.introduction(Introductions.ended(
                requester, request.get(), IntroductionOutcome.ANSWERED, clock.getAsLong()));
        return true;
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
