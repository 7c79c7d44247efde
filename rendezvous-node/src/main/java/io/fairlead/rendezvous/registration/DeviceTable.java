package io.fairlead.rendezvous.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;

/** The devices that this node holds. Safe for use by any thread. */
final class DeviceTable {
    private final ConcurrentMap<String, Device> devices = new ConcurrentHashMap<>();
    private final long timeoutNanos;

    /** UDP devices not heard for longer than {@code timeoutNanos} are offline; others when their connection ends. */
    DeviceTable(long timeoutNanos) {
        this.timeoutNanos = timeoutNanos;
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
        return Optional.ofNullable(devices.put(device.identity().id(), device));
    }

    /** Takes a device out unless it has been replaced since. */
    boolean remove(Device device) {
        return devices.remove(device.identity().id(), device);
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
