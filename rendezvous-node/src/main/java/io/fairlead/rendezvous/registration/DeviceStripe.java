package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.RecordTable;
import io.fairlead.cluster.Transport;
import io.fairlead.rendezvous.network.Crowds;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/** One part of a {@link DeviceTable}, under one lock. What its records hold is for {@link DeviceRecords} to say. */
final class DeviceStripe {
    private final ReentrantLock lock = new ReentrantLock();
    private final RecordTable table;
    private final DeviceRecords records;
    private final Crowds crowds;

    /** Paths that are no {@link DatagramPath}, by record. */
    private final Map<Integer, DevicePath> connections = new HashMap<>();

    private int stamps;

    /** The last heartbeat of whoever was silent for longest at the last look, or of an earlier moment. */
    private long longestSilent;
    private boolean looked;

    DeviceStripe(Arena arena, boolean whole, List<DatagramSender> sockets, Crowds crowds) {
        this.table = new RecordTable(arena, DeviceRecords.FIXED_PART);
        this.records = new DeviceRecords(table, whole, sockets, connections);
        this.crowds = crowds;
    }

    /** Without the lock. */
    int guess(long hash) {
        return table.guess(hash);
    }

    /** Without the lock. */
    int fetch(int guessed) {
        return table.fetch(guessed);
    }

    boolean heard(long hash, MemorySegment memory, long at, int length, long high, long low, int port, int socket,
            long now, long longest) {
        lock.lock();
        try {
            int record = table.find(hash, memory, at, length);
            if (record == 0 || !records.isOrdinary(record, high, low, port, socket)
                    || now - records.lastHeard(record) > longest) {
                return false;
            }
            records.lastHeard(record, now);
            return true;
        } finally {
            lock.unlock();
        }
    }

    Optional<Device> find(String id, byte[] key, long hash) {
        lock.lock();
        try {
            int record = find(key, hash);
            return record == 0 ? Optional.empty() : Optional.of(records.device(record, id));
        } finally {
            lock.unlock();
        }
    }

    private int find(byte[] key, long hash) {
        return table.find(hash, MemorySegment.ofArray(key), 0, key.length);
    }

    /** The record of just this device; 0 when it has been taken out or replaced. */
    private int find(Device device, byte[] key, long hash) {
        int record = find(key, hash);
        return record != 0 && records.stamp(record) == device.stamp() ? record : 0;
    }

    int nextStamp() {
        lock.lock();
        try {
            stamps++;
            return stamps;
        } finally {
            lock.unlock();
        }
    }

    Optional<DevicePath> put(Device device, byte[] key, long hash, int socket) {
        lock.lock();
        try {
            int before = find(key, hash);
            Optional<DevicePath> former = before == 0 ? Optional.empty() : Optional.of(records.path(before));
            // Within, so that whoever takes the device out again is heard after it.
            if (before != 0) {
                take(before, former.get());
            }
            records.add(device, key, hash, socket);
            if (device.lastHeard() - longestSilent < 0) {
                longestSilent = device.lastHeard();
            }
            crowds.joined(DeviceTable.address(device.path()));
            return former;
        } finally {
            lock.unlock();
        }
    }

    private void take(int record, DevicePath path) {
        table.remove(record);
        connections.remove(record);
        crowds.left(DeviceTable.address(path));
    }

    Optional<Device> remove(Device device, byte[] key, long hash) {
        lock.lock();
        try {
            int record = find(device, key, hash);
            if (record == 0) {
                return Optional.empty();
            }
            Device last = records.device(record, device.id());
            take(record, last.path());
            return Optional.of(last);
        } finally {
            lock.unlock();
        }
    }

    long heard(Device device, byte[] key, long hash, long now) {
        lock.lock();
        try {
            int record = find(device, key, hash);
            if (record == 0) {
                return 0;
            }
            long before = records.lastHeard(record);
            records.lastHeard(record, now);
            return now - before;
        } finally {
            lock.unlock();
        }
    }

    OptionalLong beginClaim(Device device, byte[] key, long hash) {
        lock.lock();
        try {
            int record = find(device, key, hash);
            if (record == 0 || records.claim(record) != DeviceRecords.UNCLAIMED) {
                return OptionalLong.empty();
            }
            records.claim(record, DeviceRecords.CLAIMING);
            return OptionalLong.of(records.lastHeard(record));
        } finally {
            lock.unlock();
        }
    }

    void unclaim(Device device, byte[] key, long hash) {
        lock.lock();
        try {
            int record = find(device, key, hash);
            if (record != 0 && records.claim(record) == DeviceRecords.CLAIMED) {
                records.claim(record, DeviceRecords.UNCLAIMED);
            }
        } finally {
            lock.unlock();
        }
    }

    boolean endClaim(Device device, byte[] key, long hash, long given) {
        lock.lock();
        try {
            int record = find(key, hash);
            if (record == 0) {
                return false;
            }
            boolean same = records.stamp(record) == device.stamp();
            // A device that came in its place meanwhile has the same route, and gives it back when it goes.
            if (given > 0 && (same || records.fence(record) == 0)) {
                records.fence(record, given);
            }
            if (same) {
                records.claim(record, given > 0 ? DeviceRecords.CLAIMED : DeviceRecords.UNCLAIMED);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    boolean claimedBefore(Device device, byte[] key, long hash, long other) {
        lock.lock();
        try {
            int record = find(device, key, hash);
            return record != 0 && records.claim(record) == DeviceRecords.CLAIMED && records.fence(record) < other;
        } finally {
            lock.unlock();
        }
    }

    void connected(boolean unclaimed, Collection<Device> to) {
        lock.lock();
        try {
            for (int record : connections.keySet()) {
                if (!unclaimed || records.claim(record) == DeviceRecords.UNCLAIMED) {
                    to.add(records.device(record));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    void copyTo(Collection<Device> to) {
        lock.lock();
        try {
            table.forEach(record -> to.add(records.device(record)));
        } finally {
            lock.unlock();
        }
    }

    int size() {
        lock.lock();
        try {
            return table.size();
        } finally {
            lock.unlock();
        }
    }

    /**
     * The last heartbeat of a device only moves on. So nobody is silent for too long before whoever had been silent for
     * longest is, and until then only ends of connections are looked for.
     */
    List<Device> sweep(long now, long timeoutNanos) {
        List<Device> expired = new ArrayList<>();
        lock.lock();
        try {
            List<Integer> gone = new ArrayList<>();
            if (!looked || now - longestSilent >= timeoutNanos) {
                longestSilent = now;
                looked = true;
                table.forEach(record -> look(record, now, timeoutNanos, gone));
            } else {
                for (int record : connections.keySet()) {
                    if (isGone(record, now, timeoutNanos)) {
                        gone.add(record);
                    }
                }
            }
            for (int record : gone) {
                Device last = records.device(record);
                take(record, last.path());
                expired.add(last);
            }
        } finally {
            lock.unlock();
        }
        return expired;
    }

    private void look(int record, long now, long timeoutNanos, List<Integer> gone) {
        if (isGone(record, now, timeoutNanos)) {
            gone.add(record);
        } else if (!records.isConnection(record) && records.lastHeard(record) - longestSilent < 0) {
            longestSilent = records.lastHeard(record);
        }
    }

    private boolean isGone(int record, long now, long timeoutNanos) {
        if (!records.isConnection(record)) {
            return now - records.lastHeard(record) >= timeoutNanos;
        }
        DevicePath path = connections.get(record);
        return path.transport() == Transport.UDP
                ? now - records.lastHeard(record) >= timeoutNanos
                : !path.isOpen();
    }
}
