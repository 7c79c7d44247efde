package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.protocol.message.RendezvousMessage;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The devices that this node holds: their paths, which only this node has, and their routes in the registry, which tell
 * other nodes so. Safe for use by any thread.
 */
public final class HeldDevices {
    private final String nodeId;
    private final PeerRegistry registry;
    private final RegistrationEvents events;
    private final LongSupplier clock;
    private final DeviceTable devices;

    /**
     * Holds nobody yet.
     *
     * @param nodeId   this node, which claims the routes
     * @param registry the routes; not closed by this
     * @param events   who hears of devices that go offline
     * @param clock    monotonic time, in nanoseconds
     * @param offline  a UDP device not heard for so long is offline
     */
    public HeldDevices(
            String nodeId, PeerRegistry registry, RegistrationEvents events, LongSupplier clock, Duration offline) {
        this.nodeId = nodeId;
        this.registry = registry;
        this.events = events;
        this.clock = clock;
        this.devices = new DeviceTable(offline.toNanos());
    }

    Optional<Device> find(String id) {
        return devices.find(id);
    }

    /** A device is registered along a path from now on; the connection that it was registered along before is ended. */
    void hold(DeviceIdentity identity, DevicePath path) {
        Device device = new Device(identity, path, clock.getAsLong());
        path.held();
        devices.put(device)
                .map(Device::path)
                .filter(former -> !former.equals(path))
                .ifPresent(DevicePath::close);
        claimRoute(device);
    }

    /** A heartbeat of a device came along a path, which may be another than before. */
    void heard(Device device, DevicePath path) {
        if (device.path().equals(path)) {
            device.heard(clock.getAsLong());
            claimRoute(device);
        } else {
            hold(device.identity(), path);
        }
    }

    private void claimRoute(Device device) {
        if (!device.beginClaim()) {
            return;
        }
        DevicePath path = device.path();
        Duration heardAgo = Duration.ofNanos(Math.max(0, clock.getAsLong() - device.lastHeard()));
        registry.claimRoute(device.identity().id(), nodeId, path.transport(), path.observed(), heardAgo)
                .thenAccept(claim -> endClaim(device, claim))
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        events.failed(failure);
                    }
                });
    }

    private void endClaim(Device device, RouteClaim claim) {
        switch (claim) {
            case RouteClaim.Claimed claimed -> {
                if (!device.endClaim(claimed.fence())) {
                    registry.releaseRoute(device.identity().id(), claimed.fence());
                }
            }
            case RouteClaim.Superseded _ -> letGo(device);
            case RouteClaim.Unavailable _ -> device.endClaim(Device.UNCLAIMED);
        }
    }

    /**
     * Another node holds a device now.
     *
     * @param id    the device
     * @param fence of the other node's claim; nothing happens when the device has been claimed here since
     */
    public void moved(String id, long fence) {
        devices.find(id).filter(device -> device.claimedBefore(fence)).ifPresent(this::letGo);
    }

    /** Without a word to the store, where the route is another node's, and without calling the device offline. */
    private void letGo(Device device) {
        if (devices.remove(device)) {
            device.release();
            device.path().close();
        }
    }

    /**
     * A connection has ended: the device that is registered along it is offline.
     *
     * @param id   the device
     * @param path the connection's; nothing happens when the device has been registered along another since
     */
    public void ended(String id, DevicePath path) {
        devices.find(id)
                .filter(device -> device.path().equals(path))
                .filter(devices::remove)
                .ifPresent(this::offline);
    }

    /**
     * Nobody is to be registered under an id any more: its device has another now, or was blocked.
     *
     * @param id the id
     */
    public void drop(String id) {
        devices.find(id).filter(devices::remove).ifPresent(device -> {
            offline(device);
            device.path().close();
        });
    }

    private void offline(Device device) {
        String id = device.identity().id();
        device.release().ifPresent(fence -> registry.releaseRoute(id, fence));
        DevicePath path = device.path();
        events.registration(id, path.observed(), path.transport(), RegistrationOutcome.OFFLINE);
    }

    /**
     * Ends the routes of devices that are gone, and claims anew those that the store could not take from devices on
     * connections, whose heartbeats would do so else. To be called about once a second.
     */
    public void sweep() {
        devices.sweep(clock.getAsLong()).forEach(this::offline);
        devices.forEach(device -> {
            if (device.path().transport() != Transport.UDP) {
                claimRoute(device);
            }
        });
    }

    /**
     * Sends a push to a device that this node holds.
     *
     * @param push    the push
     * @param message the same, parsed
     * @return {@link Delivery#GONE} when the device is not online here
     */
    public Delivery push(DevicePush push, RendezvousMessage message) {
        return devices.online(push.deviceId(), clock.getAsLong())
                .map(device -> device.path().send(message))
                .orElse(Delivery.GONE);
    }

    /**
     * Counts the devices that this node holds.
     *
     * @return how many
     */
    public int count() {
        return devices.size();
    }
}
