package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.StoreOutcome;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Stores the identities of devices that are held, in a store that has lost them: a few at a time, so that a million
 * devices neither fill a queue nor starve those who register. Runs on the store's threads.
 */
final class Restoration {
    private static final int AT_ONCE = 256;

    private final PeerRegistry registry;
    private final List<Device> devices;
    private final Consumer<Device> restored;
    private final RegistrationEvents events;
    private final AtomicInteger next = new AtomicInteger();

    /** {@code restored} is told of each device whose identity is stored again. */
    Restoration(PeerRegistry registry, List<Device> devices, Consumer<Device> restored, RegistrationEvents events) {
        this.registry = registry;
        this.devices = devices;
        this.restored = restored;
        this.events = events;
    }

    void start() {
        for (int i = 0; i < AT_ONCE; i++) {
            step();
        }
    }

    private void step() {
        int index = next.getAndIncrement();
        if (index >= devices.size()) {
            return;
        }
        Device device = devices.get(index);
        // To another thread in between: a store that answers at once would make the stack as deep as there are devices.
        registry.restore(device.identity()).thenAcceptAsync(outcome -> {
            step();
            if (outcome instanceof StoreOutcome.Stored) {
                restored.accept(device);
            }
        }).whenComplete((_, failure) -> {
            if (failure != null) {
                events.failed(failure);
            }
        });
    }
}
