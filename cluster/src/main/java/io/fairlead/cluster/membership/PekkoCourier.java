package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.cluster.courier.RequesterDirectory.Found;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * The courier of one node among several. What is for this node is delivered at once, on the caller's thread, whether
 * there is a cluster or not; what is for another goes to the member that has the node's id. Stages of what went to
 * another node complete on threads that must not be blocked.
 */
public final class PekkoCourier implements NodeCourier {
    /** A push or answer that has not been replied to by then is {@link Delivery#UNREACHABLE}; a client waits 3 s. */
    public static final Duration DEADLINE = Duration.ofSeconds(2);

    /**
     * So many requests to one node may be under way; more are {@link Delivery#UNREACHABLE} at once. They and as many
     * replies fit in what Pekko queues for a node; at the usual millisecond it is far more than a node introduces.
     */
    public static final int MOST_UNDER_WAY = 2048;

    /** An answer may overtake the entry of the requester that it is for, when Redis is slow. */
    private static final long SECOND_LOOK_MILLIS = 150;

    private final ClusterMembership membership;
    private final LocalEndpoint endpoint;
    private final RequesterDirectory requesters;
    private final RemoteDelivery remote;

    /**
     * A courier that delivers to other nodes while {@code membership} is part of a cluster. Is made before that is
     * started.
     *
     * @param membership  says who the other nodes are
     * @param endpoint    this node's devices and requesters
     * @param requesters  which node holds a requester
     * @param deadline    for the reply of another node; {@link #DEADLINE} in a server
     * @param mostPerNode requests under way to one node, at least 1; {@link #MOST_UNDER_WAY} in a server
     * @param events      is told what became of requests
     * @throws IllegalArgumentException when a number is out of range
     */
    public PekkoCourier(ClusterMembership membership, LocalEndpoint endpoint, RequesterDirectory requesters,
            Duration deadline, int mostPerNode, CourierEvents events) {
        if (!deadline.isPositive()) {
            throw new IllegalArgumentException("courier deadline: " + deadline + " (expected: more than 0)");
        }
        if (mostPerNode < 1) {
            throw new IllegalArgumentException("courier requests per node: " + mostPerNode + " (expected: at least 1)");
        }
        this.membership = Objects.requireNonNull(membership, "membership");
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
        this.requesters = Objects.requireNonNull(requesters, "requesters");
        this.remote = new RemoteDelivery(deadline, mostPerNode, events);
        membership.attach(new LocalDelivery(endpoint, remote, events));
    }

    @Override
    public CompletionStage<Delivery> push(String nodeId, DevicePush push) {
        if (nodeId.equals(membership.nodeId())) {
            return endpoint.deliver(push);
        }
        Roster roster = membership.roster();
        Peer peer = roster.peers().get(nodeId);
        return peer == null
                ? CompletableFuture.completedStage(Delivery.UNREACHABLE)
                : remote.ask(peer, id -> new CourierMessage.Push(id, roster.address(), push));
    }

    @Override
    public CompletionStage<Delivery> answer(DeviceAnswer answer) {
        return endpoint.deliver(answer).thenCompose(here -> switch (here) {
            case DELIVERED -> CompletableFuture.completedStage(Delivery.DELIVERED);
            case GONE, UNREACHABLE -> answerElsewhere(answer);
        });
    }

    private CompletionStage<Delivery> answerElsewhere(DeviceAnswer answer) {
        return requesters.find(answer.requester()).thenCompose(found -> switch (found) {
            case Found.Nodes(Set<String> ids) -> ids.isEmpty() ? lookAgain(answer) : askHolders(ids, answer);
            case Found.Unavailable() -> askAll(answer);
        });
    }

    private CompletionStage<Delivery> lookAgain(DeviceAnswer answer) {
        Executor later = CompletableFuture.delayedExecutor(SECOND_LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> requesters.find(answer.requester()), later)
                .thenCompose(Function.identity())
                .thenCompose(found -> switch (found) {
                    case Found.Nodes(Set<String> ids) -> askHolders(ids, answer);
                    case Found.Unavailable() -> askAll(answer);
                });
    }

    private CompletionStage<Delivery> askHolders(Set<String> ids, DeviceAnswer answer) {
        Roster roster = membership.roster();
        return FirstDelivered.of(ids.stream()
                .filter(id -> !id.equals(membership.nodeId()))
                .map(id -> roster.peers().get(id))
                .map(peer -> peer == null
                        ? CompletableFuture.completedStage(Delivery.UNREACHABLE)
                        : ask(peer, roster, answer))
                .toList());
    }

    /** When nobody knows who holds the requester. A node that is alone for the moment cannot say that it is gone. */
    private CompletionStage<Delivery> askAll(DeviceAnswer answer) {
        Roster roster = membership.roster();
        if (roster.members().isEmpty()) {
            return CompletableFuture.completedStage(Delivery.UNREACHABLE);
        }
        Collection<Peer> all = roster.peers().values();
        List<CompletionStage<Delivery>> asked = all.stream().map(peer -> ask(peer, roster, answer)).toList();
        return FirstDelivered.of(asked);
    }

    private CompletionStage<Delivery> ask(Peer peer, Roster roster, DeviceAnswer answer) {
        return remote.ask(peer, id -> new CourierMessage.Answer(id, roster.address(), answer));
    }

    @Override
    public CompletionStage<Void> holdRequester(InetSocketAddress requester) {
        return requesters.hold(requester, membership.nodeId());
    }

    @Override
    public void releaseRequester(InetSocketAddress requester) {
        requesters.release(requester, membership.nodeId());
    }

    @Override
    public void moved(String formerNode, String deviceId, long fence) {
        Peer peer = membership.roster().peers().get(formerNode);
        if (peer != null && peer.reachable()) {
            peer.courier().accept(new CourierMessage.Moved(deviceId, fence));
        }
    }

    /** How many requests to other nodes have not been replied to. */
    int underWay() {
        return remote.underWay();
    }
}
