package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.LocalEndpoint;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what other nodes send to this node's endpoint, and replies. */
final class LocalDelivery implements CourierInbox {
    private static final Logger log = LoggerFactory.getLogger(LocalDelivery.class);

    private final LocalEndpoint endpoint;
    private final RemoteDelivery remote;
    private final CourierEvents events;

    LocalDelivery(LocalEndpoint endpoint, RemoteDelivery remote, CourierEvents events) {
        this.endpoint = endpoint;
        this.remote = remote;
        this.events = events;
    }

    @Override
    public void receive(CourierMessage message, BiConsumer<String, CourierMessage> replies) {
        switch (message) {
            case CourierMessage.Request request -> deliver(request).whenComplete((delivery, failure) -> {
                Delivery outcome = failure == null ? delivery : failed(failure);
                events.received(outcome);
                replies.accept(request.from(), new CourierMessage.Reply(request.id(), outcome));
            });
            case CourierMessage.Moved(String deviceId, long fence) -> endpoint.moved(deviceId, fence);
            case CourierMessage.Reply reply -> remote.replied(reply);
            case CourierMessage.Greeting _ -> {
                // Is about membership.
            }
        }
    }

    private CompletionStage<Delivery> deliver(CourierMessage.Request request) {
        try {
            return switch (request) {
                case CourierMessage.Push push -> endpoint.deliver(push.push());
                case CourierMessage.Answer answer -> endpoint.deliver(answer.answer());
            };
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private static Delivery failed(Throwable failure) {
        log.atError().setCause(failure).log("delivery of another node's envelope failed");
        return Delivery.UNREACHABLE;
    }

    @Override
    public void changed(Roster roster) {
        remote.changed(roster);
    }
}
