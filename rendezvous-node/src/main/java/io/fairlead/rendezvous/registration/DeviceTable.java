package io.fairlead.rendezvous.registration;

import io.fairlead.rendezvous.network.Crowds;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The devices that this node holds. Safe for use by any thread. */
final class DeviceTable {
    private final ConcurrentMap<String, Device> devices = new ConcurrentHashMap<>();
    private final long timeoutNanos;
    private final Crowds crowds;

    /**
     * UDP devices not heard for longer than {@code timeoutNanos} are offline; others when their connection ends. {@code
     * crowds} hears where they are.
     */
    DeviceTable(long timeoutNanos, Crowds crowds) {
        this.timeoutNanos = timeoutNanos;
        this.crowds = crowds;
    }

    Optional<Device> find(String id) {
        return Optional.ofNullable(devices.get(id));
    }

    /** The device if it is online at {@code now}, monotonic nanoseconds. */
    Optional<Device> online(String id, long now) {
        return find(id).filter(device -> !device.isGone(now, timeoutNanos));
    }

    /** Puts a device in place of what was held of it, which is given out. */
    Optional<Device> put(Device device) {
        AtomicReference<Device> former = new AtomicReference<>();
        // Within, so that whoever takes the device out again is heard after it.
        devices.compute(device.identity().id(), (_, before) -> {
            if (before != null) {
                former.setPlain(before);
                crowds.left(address(before));
            }
            crowds.joined(address(device));
            return device;
        });
        return Optional.ofNullable(former.getPlain());
    }

    /** Takes a device out unless it has been replaced since. */
    boolean remove(Device device) {
        AtomicBoolean removed = new AtomicBoolean();
        devices.computeIfPresent(device.identity().id(), (_, held) -> {
            if (!held.equals(device)) {
                return held;
            }
            removed.setPlain(true);
            crowds.left(address(device));
            return null;
        });
        return removed.getPlain();
    }

    private static InetAddress address(Device device) {
        return device.path().observed().getAddress();
    }

    void forEach(Consumer<Device> action) {
        devices.values().forEach(action);
    }

    /** A copy of all. */
    List<Device> all() {
        return new ArrayList<>(devices.values());
    }

    int size() {
        return devices.size();
    }

    /** Takes all devices out that are offline at {@code now}. */
    List<Device> sweep(long now) {
        List<Device> expired = new ArrayList<>();
        for (Device device : devices.values()) {
            if (device.isGone(now, timeoutNanos) && remove(device)) {
                expired.add(device);
            }
        }
        return expired;
    }
}
