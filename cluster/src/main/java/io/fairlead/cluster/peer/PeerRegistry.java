package io.fairlead.cluster.peer;

import io.fairlead.cluster.Transport;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Who a device is and which node holds it.
 *
 * <p>Every method returns at once and may be called from an event loop. The stages complete on a thread of the adapter,
 * never exceptionally: a store that fails or does not answer in time is {@code Unavailable}.
 */
public interface PeerRegistry extends AutoCloseable {
    /**
     * Finds a device's identity and its route.
     *
     * @param id the device's id
     * @return who and where it is
     */
    CompletionStage<Located> locate(String id);

    /**
     * Stores an identity if what is stored for its id still is {@code expected}. It is durable when the stage completes
     * with {@link StoreOutcome.Stored}.
     *
     * @param identity what to store
     * @param expected what the caller decided upon; empty when the id must be new
     * @return how it ended
     */
    CompletionStage<StoreOutcome> store(DeviceIdentity identity, Optional<DeviceIdentity> expected);

    /**
     * Gives a device another id: at no moment has it both or none. What is stored for the old id must be {@code
     * device}. The old id's route ends with it. While the old id is held, only a caller with the device's uuid can
     * store it, and it is found without a key.
     *
     * @param device what the caller decided upon, under the old id
     * @param newId  the id that it gets
     * @param hold   how long nobody else gets the old id, in whole seconds; zero = it is free at once
     * @return how it ended; durable when it is {@link MoveOutcome.Moved}
     */
    CompletionStage<MoveOutcome> move(DeviceIdentity device, String newId, Duration hold);

    /**
     * Makes {@code nodeId} the holder of a device, whoever held it before.
     *
     * @param id        the device's id
     * @param nodeId    the claimer
     * @param transport how the device is connected to the claimer
     * @param observed  the device's address as the claimer sees it
     * @return the fence of the claim
     */
    CompletionStage<RouteClaim> claimRoute(String id, String nodeId, Transport transport, InetSocketAddress observed);

    /**
     * Ends a route: the device is offline. Does nothing when the route has been claimed again since.
     *
     * @param id    the device's id
     * @param fence what the claim gave
     */
    void releaseRoute(String id, long fence);

    /**
     * Says which of many devices are online, in one look at the store.
     *
     * @param ids the devices, in the order of the answer's bits
     * @return the answer
     */
    CompletionStage<OnlineStates> online(List<String> ids);

    /** Writes what is pending and closes the store. Later calls answer {@code Unavailable}. */
    @Override
    void close();
}
