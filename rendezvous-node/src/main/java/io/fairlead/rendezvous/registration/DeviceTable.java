package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.RecordTable;
import io.fairlead.cluster.Transport;
import io.fairlead.rendezvous.network.Crowds;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The devices that this node holds, as records outside of the heap. What is looked up is a copy, which later changes do
 * not reach; what is to be changed is named by such a copy, and nothing happens when the device has been replaced
 * since. Safe for use by any thread: each of many parts has its own lock, which is held for a few memory accesses, and
 * once a second for the look at its share of the devices.
 */
final class DeviceTable {
    /** 16,000 devices in each when there are a million. */
    private static final int STRIPES = 64;

    private static final int STRIPE_SHIFT = 58;

    private final DeviceStripe[] stripes = new DeviceStripe[STRIPES];
    private final List<DatagramSender> sockets = new CopyOnWriteArrayList<>();
    private final long seed = new SecureRandom().nextLong();
    private final long timeoutNanos;

    /**
     * UDP devices not heard for longer than {@code timeoutNanos} are offline; others when their connection ends.
     * {@code whole} says whether identities are kept as a whole, and whether the claims of their routes compete;
     * {@code crowds} hears where they are.
     */
    DeviceTable(long timeoutNanos, boolean whole, Crowds crowds) {
        this.timeoutNanos = timeoutNanos;
        Arena arena = Arena.ofAuto();
        for (int i = 0; i < STRIPES; i++) {
            stripes[i] = new DeviceStripe(arena, whole, sockets, crowds);
        }
    }

    /** The number of a socket, by which heartbeats name it. */
    int socket(DatagramSender sender) {
        int known = sockets.indexOf(sender);
        if (known >= 0) {
            return known;
        }
        synchronized (sockets) {
            int meanwhile = sockets.indexOf(sender);
            if (meanwhile >= 0) {
                return meanwhile;
            }
            sockets.add(sender);
            return sockets.size() - 1;
        }
    }

    /**
     * Notes a heartbeat of a device that can be answered from here alone: it is held, its route is claimed, it has sent
     * from this very address to this very socket before, last not more than {@code longest} nanoseconds ago. Allocates
     * nothing.
     *
     * @param hash    of the device's id
     * @param memory  holds it, in UTF-8
     * @param at      where it begins
     * @param length  its length in bytes
     * @param high    the first half of the source's IPv6 address, or that of an IPv4 address mapped into one
     * @param low     the second half
     * @param port    the source's port
     * @param socket  the number of the socket it came to
     * @param now     monotonic time in nanoseconds
     * @param longest as above
     * @return false when the heartbeat needs a closer look; then nothing is noted
     */
    boolean heard(long hash, MemorySegment memory, long at, int length, long high, long low, int port, int socket,
            long now, long longest) {
        return stripes[stripe(hash)].heard(hash, memory, at, length, high, low, port, socket, now, longest);
    }

    /** The hash of an id, in UTF-8. */
    long hash(MemorySegment memory, long at, int length) {
        return RecordTable.hash(seed, memory, at, length);
    }

    /** Guesses the record of a device that is about to be {@link #heard}; {@link RecordTable#guess}. */
    int guess(long hash) {
        return stripes[stripe(hash)].guess(hash);
    }

    /** Has the record fetched from memory; {@link RecordTable#fetch}. */
    int fetch(long hash, int guessed) {
        return stripes[stripe(hash)].fetch(guessed);
    }

    private static int stripe(long hash) {
        return (int) (hash >>> STRIPE_SHIFT);
    }

    private long hash(byte[] id) {
        return RecordTable.hash(seed, MemorySegment.ofArray(id), 0, id.length);
    }

    private static byte[] bytes(String id) {
        return id.getBytes(StandardCharsets.UTF_8);
    }

    Optional<Device> find(String id) {
        byte[] key = bytes(id);
        long hash = hash(key);
        return stripes[stripe(hash)].find(id, key, hash);
    }

    /** The device if it is online at {@code now}, monotonic nanoseconds. */
    Optional<Device> online(String id, long now) {
        return find(id).filter(device -> !device.isGone(now, timeoutNanos));
    }

    /** Puts a device in place of what was held of it, the path of which is given out. */
    Optional<DevicePath> put(Device device) {
        byte[] key = bytes(device.id());
        long hash = hash(key);
        int socket = device.path() instanceof DatagramPath path ? socket(path.socket()) : 0;
        return stripes[stripe(hash)].put(device, key, hash, socket);
    }

    /** A stamp for the next device, which differs from those of devices that may still be spoken of. */
    int stamp(String id) {
        return stripes[stripe(hash(bytes(id)))].nextStamp();
    }

    /** Takes a device out unless it has been replaced since; gives out what was last known of it. */
    Optional<Device> remove(Device device) {
        byte[] key = bytes(device.id());
        long hash = hash(key);
        return stripes[stripe(hash)].remove(device, key, hash);
    }

    /** Notes a heartbeat; answers how long the one before was ago, in nanoseconds; 0 when the device is not held. */
    long heard(Device device, long now) {
        byte[] key = bytes(device.id());
        long hash = hash(key);
        return stripes[stripe(hash)].heard(device, key, hash, now);
    }

    /** Begins a claim, unless there is one; answers when the device was last heard. */
    OptionalLong beginClaim(Device device) {
        byte[] key = bytes(device.id());
        long hash = hash(key);
        return stripes[stripe(hash)].beginClaim(device, key, hash);
    }

    /** The route is to be claimed again, as it may be another node's meanwhile. */
    void unclaim(Device device) {
        byte[] key = bytes(device.id());
        long hash = hash(key);
        stripes[stripe(hash)].unclaim(device, key, hash);
    }

    /** Ends the claim with its fence, or 0 when it failed; false when nothing is held of the id any more. */
    boolean endClaim(Device device, long given) {
        byte[] key = bytes(device.id());
        long hash = hash(key);
        return stripes[stripe(hash)].endClaim(device, key, hash, given);
    }

    /** Whether the route was claimed here, but not since the claim of {@code other}. */
    boolean claimedBefore(Device device, long other) {
        byte[] key = bytes(device.id());
        long hash = hash(key);
        return stripes[stripe(hash)].claimedBefore(device, key, hash, other);
    }

    /** Devices on connections; of them only those whose route is not claimed, if {@code unclaimed}. */
    List<Device> connected(boolean unclaimed) {
        List<Device> found = new ArrayList<>();
        for (DeviceStripe stripe : stripes) {
            stripe.connected(unclaimed, found);
        }
        found.removeIf(device -> device.path().transport() == Transport.UDP);
        return found;
    }

    /** Shows all devices that are held from now on until it has shown them, a part at a time. */
    DeviceCursor all() {
        return new DeviceCursor(stripes);
    }

    int size() {
        int size = 0;
        for (DeviceStripe stripe : stripes) {
            size += stripe.size();
        }
        return size;
    }

    /** Takes all devices out that are offline at {@code now}, and gives each out. */
    void sweep(long now, Consumer<Device> expired) {
        for (DeviceStripe stripe : stripes) {
            stripe.sweep(now, timeoutNanos).forEach(expired);
        }
    }

    static InetAddress address(DevicePath path) {
        return path.observed().getAddress();
    }
}
