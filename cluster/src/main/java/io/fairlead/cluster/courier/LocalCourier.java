package io.fairlead.cluster.courier;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The courier of a node that is alone: everything is delivered on the spot, on the caller's thread. */
public final class LocalCourier implements NodeCourier {
    private final String nodeId;
    private final LocalEndpoint endpoint;

    /**
     * Delivers to one endpoint.
     *
     * @param nodeId   this node; a push for any other is {@link Delivery#UNREACHABLE}
     * @param endpoint this node's devices and requesters
     */
    public LocalCourier(String nodeId, LocalEndpoint endpoint) {
        this.nodeId = Objects.requireNonNull(nodeId, "nodeId");
        this.endpoint = Objects.requireNonNull(endpoint, "endpoint");
    }

    @Override
    public CompletionStage<Delivery> push(String node, DevicePush push) {
        return nodeId.equals(node)
                ? endpoint.deliver(push)
                : CompletableFuture.completedStage(Delivery.UNREACHABLE);
    }

    @Override
    public CompletionStage<Delivery> answer(DeviceAnswer answer) {
        return endpoint.deliver(answer);
    }

    @Override
    public CompletionStage<Void> holdRequester(InetSocketAddress requester) {
        // The only node there is finds its requesters without being told.
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void releaseRequester(InetSocketAddress requester) {
        // As above.
    }

    @Override
    public void moved(String formerNode, String deviceId, long fence) {
        // Nobody else holds devices.
    }
}
