package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.rendezvous.limit.BoundedTable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Where a device is and who it is, by what this node holds and by what all share. Safe for use by any thread; a node
 * needs one.
 */
public final class DeviceLookup {
    /** Devices whose identity is kept that were asked for last, by a node that is alone: 5 MB at most. */
    private static final int RECENT = 16_384;

    private final PeerRegistry registry;
    private final HeldDevices devices;

    /** What the store said. It counts only while the device that is held is still the same. */
    private final BoundedTable<String, DeviceIdentity> recent;

    /**
     * Looks devices up.
     *
     * @param registry what all share; not closed by this
     * @param devices  what this node holds
     */
    public DeviceLookup(PeerRegistry registry, HeldDevices devices) {
        this(registry, devices, RECENT);
    }

    DeviceLookup(PeerRegistry registry, HeldDevices devices, int recent) {
        this.registry = registry;
        this.devices = devices;
        this.recent = new BoundedTable<>(recent);
    }

    /**
     * Finds a device. A node that is alone asks its file, and not again while the device is among those asked for last.
     * What a shared store does not know of a device that is online here, or cannot say, this node knows itself.
     *
     * @param id the device
     * @return who and where it is; does not fail
     */
    public CompletionStage<Located> locate(String id) {
        return registry.isShared() ? locateShared(id) : locateOwn(id);
    }

    private CompletionStage<Located> locateOwn(String id) {
        Optional<Located.Known> known = recent.find(id).flatMap(devices::locate);
        if (known.isPresent()) {
            return CompletableFuture.completedStage(known.get());
        }
        return registry.locate(id).thenApply(located -> {
            if (located instanceof Located.Known(DeviceIdentity identity, var route) && route.isPresent()) {
                recent.update(id, identity, _ -> identity);
            }
            return located;
        });
    }

    private CompletionStage<Located> locateShared(String id) {
        return registry.locate(id).thenApply(located -> switch (located) {
            case Located.Known known when known.route().isPresent() -> known;
            case Located.Known _ -> devices.routeMissing(id).<Located>map(here -> here).orElse(located);
            case Located.Unknown _,Located.Unavailable _ ->
                devices.locate(id).<Located>map(here -> here).orElse(located);
        });
    }
}
