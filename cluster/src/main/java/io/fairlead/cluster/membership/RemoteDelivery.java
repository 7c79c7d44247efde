package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.Delivery;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Requests to other nodes that are under way. Each ends with its reply, at its deadline, or as soon as its node is not
 * reachable any more. Safe for use by any thread.
 */
final class RemoteDelivery {
    private final Duration deadline;
    private final int mostPerNode;
    private final CourierEvents events;
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final Map<String, Integer> perNode = new ConcurrentHashMap<>();

    /** Starts anywhere, so that a reply to a former life of this process is not taken for one to this. */
    private final AtomicLong lastId = new AtomicLong(ThreadLocalRandom.current().nextLong());

    private record Pending(String nodeId, CompletableFuture<Delivery> result) {}

    RemoteDelivery(Duration deadline, int mostPerNode, CourierEvents events) {
        this.deadline = deadline;
        this.mostPerNode = mostPerNode;
        this.events = events;
    }

    /** Sends a request, which is made with the id that its reply will have. */
    CompletionStage<Delivery> ask(Peer peer, LongFunction<CourierMessage.Request> request) {
        if (!peer.reachable()) {
            events.sent(Delivery.UNREACHABLE, 0);
            return CompletableFuture.completedStage(Delivery.UNREACHABLE);
        }
        if (!enter(peer.nodeId())) {
            events.refused();
            return CompletableFuture.completedStage(Delivery.UNREACHABLE);
        }
        long began = System.nanoTime();
        long id = lastId.incrementAndGet();
        CompletableFuture<Delivery> result = new CompletableFuture<>();
        pending.put(id, new Pending(peer.nodeId(), result));
        CompletableFuture<Delivery> done = result
                .completeOnTimeout(Delivery.UNREACHABLE, deadline.toNanos(), TimeUnit.NANOSECONDS)
                .whenComplete((delivery, _) -> {
                    pending.remove(id);
                    leave(peer.nodeId());
                    events.sent(delivery, System.nanoTime() - began);
                });
        peer.courier().accept(request.apply(id));
        return done.minimalCompletionStage();
    }

    private boolean enter(String nodeId) {
        int[] before = {0};
        perNode.compute(nodeId, (_, underWay) -> {
            before[0] = underWay == null ? 0 : underWay;
            return Math.min(before[0] + 1, mostPerNode);
        });
        return before[0] < mostPerNode;
    }

    private void leave(String nodeId) {
        perNode.computeIfPresent(nodeId, (_, underWay) -> underWay == 1 ? null : underWay - 1);
    }

    /** A reply has come; one that is late or was not asked for changes nothing. */
    void replied(CourierMessage.Reply reply) {
        Pending request = pending.get(reply.id());
        if (request != null) {
            request.result().complete(reply.delivery());
        }
    }

    /** Ends what is under way to nodes that cannot be reached any more. */
    void changed(Roster now) {
        pending.values().forEach(request -> {
            Peer peer = now.peers().get(request.nodeId());
            if (peer == null || !peer.reachable()) {
                request.result().complete(Delivery.UNREACHABLE);
            }
        });
    }

    int underWay() {
        return pending.size();
    }
}
