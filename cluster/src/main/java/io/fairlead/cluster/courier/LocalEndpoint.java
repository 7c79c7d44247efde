package io.fairlead.cluster.courier;

import java.util.concurrent.CompletionStage;

/** The node's own side of delivery: where envelopes for its devices and requesters end. Called from any thread. */
public interface LocalEndpoint {
    /**
     * Sends a push along the path of the device's registration.
     *
     * @param push the push
     * @return {@link Delivery#DELIVERED} or {@link Delivery#GONE}
     */
    CompletionStage<Delivery> deliver(DevicePush push);

    /**
     * Gives a device's answer to the requester that waits for it.
     *
     * @param answer the answer
     * @return {@link Delivery#DELIVERED}, or {@link Delivery#GONE} when nobody waits for this answer here
     */
    CompletionStage<Delivery> deliver(DeviceAnswer answer);

    /**
     * Lets a device go that another node holds now. Its connection, if it has one here, is ended.
     *
     * @param deviceId the device
     * @param fence    of the other node's claim; nothing happens when the device has been claimed here since
     */
    void moved(String deviceId, long fence);
}
