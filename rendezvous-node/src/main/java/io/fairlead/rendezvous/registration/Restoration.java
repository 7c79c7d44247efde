package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.StoreOutcome;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Stores the identities of devices that are held, in a store that has lost them: a few at a time, so that a million
 * devices neither fill a queue nor starve those who register. Runs on the store's threads.
 */
final class Restoration {
    private static final int AT_ONCE = 256;

    private final PeerRegistry registry;
    private final DeviceCursor devices;
    private final Consumer<Device> claim;
    private final Consumer<Device> taken;
    private final RegistrationEvents events;

    /**
     * {@code claim} is to claim a device's route; {@code taken} is told of one whose id is another's now.
     */
    Restoration(
            PeerRegistry registry,
            DeviceCursor devices,
            Consumer<Device> claim,
            Consumer<Device> taken,
            RegistrationEvents events) {
        this.registry = registry;
        this.devices = devices;
        this.claim = claim;
        this.taken = taken;
        this.events = events;
    }

    void start() {
        for (int i = 0; i < AT_ONCE; i++) {
            step();
        }
    }

    private void step() {
        devices.next().ifPresent(this::step);
    }

    private void step(Device device) {
        if (!(device.who() instanceof HeldIdentity.Whole(DeviceIdentity identity))) {
            throw new IllegalStateException("a store that is not shared lost devices (expected: it keeps them)");
        }
        CompletionStage<StoreOutcome> stored = registry.restore(identity);
        // At once, not when the identity is there: until the route is there too the device would count as offline.
        claim.accept(device);
        // To another thread in between: a store that answers at once would make the stack as deep as there are devices.
        stored.thenAcceptAsync(outcome -> {
            step();
            if (outcome instanceof StoreOutcome.Conflict) {
                taken.accept(device);
            }
        }).whenComplete((_, failure) -> {
            if (failure != null) {
                events.failed(failure);
            }
        });
    }
}
