package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.network.Crowds;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * The devices that this node holds: their paths, which only this node has, and their routes in the registry, which tell
 * other nodes so. Safe for use by any thread.
 */
public final class HeldDevices {
    /**
     * A device that was silent here for longer has probably been heard by another node, which has the route now.
     * Clients send at least every 15 s, on the second; older ones every 12 s.
     */
    static final long ELSEWHERE_NANOS = Duration.ofSeconds(17).toNanos();

    private final String nodeId;
    private final PeerRegistry registry;
    private final RegistrationEvents events;
    private final LongSupplier clock;
    private final HeldIdentities identities;
    private final DeviceTable devices;
    private final Standstills standstills;
    private volatile TakenOver takenOver = (_, _, _) -> {};

    /** Told that a device is held here which another node held before. */
    @FunctionalInterface
    public interface TakenOver {
        /**
         * Another node does not hold a device any more.
         *
         * @param formerNode the other node
         * @param id         the device
         * @param fence      of the claim that says so
         */
        void takenOver(String formerNode, String id, long fence);
    }

    /**
     * Holds nobody yet.
     *
     * @param nodeId   this node, which claims the routes
     * @param registry the routes; not closed by this
     * @param events   who hears of devices that go offline
     * @param clock    monotonic time, in nanoseconds
     * @param offline  a UDP device not heard for so long is offline
     * @param crowds   hears where devices are
     */
    public HeldDevices(
            String nodeId,
            PeerRegistry registry,
            RegistrationEvents events,
            LongSupplier clock,
            Duration offline,
            Crowds crowds) {
        this.nodeId = nodeId;
        this.registry = registry;
        this.events = events;
        this.clock = clock;
        this.identities = new HeldIdentities(registry.isShared());
        this.devices = new DeviceTable(offline.toNanos(), identities.areWhole(), crowds);
        this.standstills = new Standstills(clock.getAsLong());
    }

    /**
     * Names the node.
     *
     * @return as other nodes know it
     */
    public String nodeId() {
        return nodeId;
    }

    /**
     * Asks to be told of devices that other nodes held before. To be called before any device is held.
     *
     * @param told on any thread; must return at once
     */
    public void onTakenOver(TakenOver told) {
        takenOver = told;
    }

    Optional<Device> find(String id) {
        return devices.find(id);
    }

    HeldIdentities identities() {
        return identities;
    }

    /**
     * Finds where a device is that is online here.
     *
     * @param id the device
     * @return its route here
     */
    public Optional<Route> route(String id) {
        return devices.online(id, clock.getAsLong()).map(device -> device.route(nodeId));
    }

    /** Finds a device that is online here, for when a shared store does not know so or does not answer. */
    Optional<Located.Known> locate(String id) {
        return devices.online(id, clock.getAsLong())
                .flatMap(device -> device.who() instanceof HeldIdentity.Whole(DeviceIdentity identity)
                        ? Optional.of(known(identity, device))
                        : Optional.empty());
    }

    /** Finds a device that is online here and is still the one that was known before. */
    Optional<Located.Known> locate(DeviceIdentity before) {
        return devices.online(before.id(), clock.getAsLong())
                .filter(device -> identities.same(device.who(), before))
                .map(device -> known(before, device));
    }

    private Located.Known known(DeviceIdentity identity, Device device) {
        return new Located.Known(identity, Optional.of(device.route(nodeId)));
    }

    /**
     * A device is registered along a path from now on; the connection that it was registered along before is ended. A
     * connection that ended while the store was asked displaces nobody.
     */
    void hold(DeviceIdentity identity, DevicePath path) {
        hold(identities.of(identity), path);
    }

    private void hold(HeldIdentity who, DevicePath path) {
        if (!path.isOpen()) {
            return;
        }
        Device device = new Device(who, path, clock.getAsLong(), 0, devices.stamp(who.id()));
        path.held();
        devices.put(device)
                .filter(former -> !former.equals(path))
                .ifPresent(DevicePath::close);
        claimRoute(device);
    }

    /** A heartbeat of a device came along a path, which may be another than before. */
    void heard(Device device, DevicePath path) {
        if (device.path().equals(path)) {
            if (devices.heard(device, clock.getAsLong()) > ELSEWHERE_NANOS) {
                devices.unclaim(device);
            }
            claimRoute(device);
        } else {
            hold(device.who(), path);
        }
    }

    /** The number of a socket, which heartbeats name. */
    int socket(DatagramSender sender) {
        return devices.socket(sender);
    }

    /** Where heartbeats are noted that nothing is new about. */
    DeviceTable table() {
        return devices;
    }

    private void claimRoute(Device device) {
        OptionalLong heard = devices.beginClaim(device);
        if (heard.isEmpty()) {
            return;
        }
        DevicePath path = device.path();
        long sent = path.transport() == Transport.UDP ? standstills.sent(heard.getAsLong()) : heard.getAsLong();
        Duration heardAgo = Duration.ofNanos(Math.max(0, clock.getAsLong() - sent));
        registry.claimRoute(device.id(), nodeId, path.transport(), path.observed(), heardAgo)
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
                String id = device.id();
                if (!devices.endClaim(device, claimed.fence())) {
                    registry.releaseRoute(id, claimed.fence());
                }
                claimed.formerNode().ifPresent(former -> takenOver.takenOver(former, id, claimed.fence()));
            }
            case RouteClaim.Superseded _ -> letGo(device);
            case RouteClaim.Unavailable _ -> devices.endClaim(device, 0);
        }
    }

    /**
     * The store has no route of a device. If the device is online here it is claimed anew: whoever took it and gave it
     * up again may have failed to say so.
     *
     * @param id the device
     * @return who and where it is
     */
    public Optional<Located.Known> routeMissing(String id) {
        Optional<Located.Known> here = locate(id);
        if (here.isPresent()) {
            devices.find(id).ifPresent(this::claimAnew);
        }
        return here;
    }

    /**
     * Another node holds a device now.
     *
     * @param id    the device
     * @param fence of the other node's claim; nothing happens when the device has been claimed here since
     */
    public void moved(String id, long fence) {
        devices.find(id).filter(device -> devices.claimedBefore(device, fence)).ifPresent(this::letGo);
    }

    /** Without a word to the store, where the route is another node's. */
    private void letGo(Device device) {
        if (devices.remove(device).isPresent()) {
            DevicePath path = device.path();
            path.close();
            events.registration(
                    device.id(), path.observed(), path.transport(), RegistrationOutcome.MOVED);
        }
    }

    /**
     * The store has come back without what it held: stores all identities and claims all routes of this node anew.
     * Returns at once.
     */
    public void restore() {
        new Restoration(registry, devices.all(), this::claimAnew, this::taken, events).start();
    }

    private void claimAnew(Device device) {
        devices.unclaim(device);
        claimRoute(device);
    }

    private void taken(Device device) {
        devices.remove(device).ifPresent(this::goneAndClosed);
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
                .flatMap(devices::remove)
                .ifPresent(this::offline);
    }

    /**
     * Nobody is to be registered under an id any more, which another node may hold.
     *
     * @param id    the id
     * @param route where its device was
     */
    void drop(String id, Optional<Route> route) {
        drop(id);
        route.map(Route::nodeId).filter(node -> !node.equals(nodeId))
                .ifPresent(node -> takenOver.takenOver(node, id, Long.MAX_VALUE));
    }

    /**
     * Nobody is to be registered under an id any more: its device has another now, or was blocked.
     *
     * @param id the id
     */
    public void drop(String id) {
        devices.find(id).flatMap(devices::remove).ifPresent(this::goneAndClosed);
    }

    private void goneAndClosed(Device device) {
        offline(device);
        device.path().close();
    }

    private void offline(Device device) {
        String id = device.id();
        if (device.fence() > 0) {
            registry.releaseRoute(id, device.fence());
        }
        DevicePath path = device.path();
        events.registration(id, path.observed(), path.transport(), RegistrationOutcome.OFFLINE);
    }

    /**
     * Ends the routes of devices that are gone, and claims anew those that the store could not take from devices on
     * connections, whose heartbeats would do so else. To be called about once a second.
     */
    public void sweep() {
        long now = clock.getAsLong();
        standstills.ran(now);
        devices.sweep(now, this::offline);
        devices.connected(true).forEach(this::claimRoute);
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
     * Ends the connections of some devices, which come back to another node. Their routes end at once.
     *
     * @param share one of so many is ended, rounded up; 1 or more
     */
    public void disconnect(int share) {
        List<Device> connected = devices.connected(false);
        connected.stream().limit(Math.ceilDiv(connected.size(), share)).map(Device::id).forEach(this::drop);
    }

    /**
     * A device that this node holds.
     *
     * @param id        the device
     * @param transport how it is connected
     * @param observed  where it is
     */
    public record Held(String id, Transport transport, InetSocketAddress observed) {}

    /**
     * Lists devices that are online here, by their ids. Looks at all that are held, a part at a time: some 100 ms for
     * a hundred thousand.
     *
     * @param prefix only ids that begin so; empty = all
     * @param after  only ids behind this one; empty = from the first
     * @param most   how many, at least 1
     * @return the first of them, in the order of their ids
     */
    public List<Held> list(String prefix, String after, int most) {
        long now = clock.getAsLong();
        DeviceCursor cursor = devices.all();
        TreeMap<String, Held> found = new TreeMap<>();
        for (Optional<Device> next = cursor.next(); next.isPresent(); next = cursor.next()) {
            String id = next.get().id();
            boolean wanted = id.startsWith(prefix) && id.compareTo(after) > 0
                    && (found.size() < most || id.compareTo(found.lastKey()) < 0);
            if (wanted && devices.online(id, now).isPresent()) {
                DevicePath path = next.get().path();
                found.put(id, new Held(id, path.transport(), path.observed()));
                if (found.size() > most) {
                    found.pollLastEntry();
                }
            }
        }
        return List.copyOf(found.values());
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
