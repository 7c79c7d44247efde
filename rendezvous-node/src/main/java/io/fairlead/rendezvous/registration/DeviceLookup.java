package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.PeerRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where a device is, by what this node holds and by what all share.
 *
 * @param registry what all share
 * @param devices  what this node holds
 */
public record DeviceLookup(PeerRegistry registry, HeldDevices devices) {
    /**
     * Finds a device. A node that is alone knows what it holds without asking its file, and sooner. What a shared store
     * does not know of a device that is online here, or cannot say, this node knows itself.
     *
     * @param id the device
     * @return who and where it is; does not fail
     */
    public CompletionStage<Located> locate(String id) {
        if (!registry.isShared()) {
            Optional<Located.Known> here = devices.locate(id);
            if (here.isPresent()) {
                return CompletableFuture.completedStage(here.get());
            }
        }
        return registry.locate(id).thenApply(located -> switch (located) {
            case Located.Known known when known.route().isPresent() -> known;
            case Located.Known _ -> devices.routeMissing(id).<Located>map(here -> here).orElse(located);
            case Located.Unknown _,Located.Unavailable _ ->
                devices.locate(id).<Located>map(here -> here).orElse(located);
        });
    }
}
