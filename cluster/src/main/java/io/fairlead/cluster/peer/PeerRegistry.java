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
     * Says whether other nodes use the same store.
     *
     * @return false when a route can only be this node's
     */
    boolean isShared();

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
     * Stores the identity of a device that is held, in a store that has lost it ({@link #onLost}). Never replaces what
     * is stored for its id. While a store is being filled again it takes new ids by this method alone, so that nobody
     * takes an id whose owner has not come back yet.
     *
     * @param identity what was stored
     * @return {@link StoreOutcome.Stored} also when just this is stored already
     */
    CompletionStage<StoreOutcome> restore(DeviceIdentity identity);

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
     * Makes {@code nodeId} the holder of a device, unless another has heard it since: a claim that was held up, or made
     * again after the store was away, never displaces a newer holder.
     *
     * @param id        the device's id
     * @param nodeId    the claimer
     * @param transport how the device is connected to the claimer
     * @param observed  the device's address as the claimer sees it
     * @param heardAgo  how long ago the claimer last heard the device, by its own monotonic clock; not negative
     * @return how it ended
     */
    CompletionStage<RouteClaim> claimRoute(
            String id, String nodeId, Transport transport, InetSocketAddress observed, Duration heardAgo);

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

    /**
     * Names who knows the routes where the store is not shared: it keeps none then, as its one node holds all devices
     * already. Until this is called nobody is online. A shared store keeps routes itself and asks nobody.
     *
     * @param node the node that uses this
     */
    void askForRoutes(HeldRoutes node);

    /**
     * Asks to be told when the store has come back without what it held, so that identities and routes of devices that
     * are held can be stored and claimed anew. A store that keeps its word never tells.
     *
     * @param lost run on a thread of the adapter, which it must not hold up
     */
    void onLost(Runnable lost);

    /** Writes what is pending and closes the store. Later calls answer {@code Unavailable}. */
    @Override
    void close();
}
