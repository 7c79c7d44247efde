package io.fairlead.cluster.courier;

import java.net.InetSocketAddress;
import java.util.concurrent.CompletionStage;

/**
 * Delivers to the device or requester that a node holds, this one or another. Methods return at once and may be called
 * from an event loop; stages never complete exceptionally.
 */
public interface NodeCourier {
    /**
     * Brings a push to the node that holds the device.
     *
     * @param nodeId the holder, as the device's route says
     * @param push   the push
     * @return what became of it
     */
    CompletionStage<Delivery> push(String nodeId, DevicePush push);

    /**
     * Brings a device's answer to the node that holds the requester it names.
     *
     * @param answer the answer
     * @return what became of it
     */
    CompletionStage<Delivery> answer(DeviceAnswer answer);

    /**
     * Makes known that this node holds a requester's connection, for at most 30 s.
     *
     * @param requester the requester's address as devices will give it back
     * @return done when other nodes can find the requester, or could not be told
     */
    CompletionStage<Void> holdRequester(InetSocketAddress requester);

    /**
     * Makes known that the requester's connection has ended.
     *
     * @param requester as given to {@link #holdRequester}
     */
    void releaseRequester(InetSocketAddress requester);

    /**
     * Tells a device's former holder that it is held here now. Is not answered; a former holder that does not learn of
     * it finds out when it claims the device's route again.
     *
     * @param formerNode the node that held the device
     * @param deviceId   the device
     * @param fence      of the claim that made this node its holder
     */
    void moved(String formerNode, String deviceId, long fence);
}
