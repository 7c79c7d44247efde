package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.RecordTable;
import io.fairlead.cluster.peer.DeviceIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a record of a device holds: its id is the key, and behind it stand its address, the address that it confirmed
 * its key from, unless that is the same, and, where identities are kept as a whole, its uuid and its public key. For
 * whoever holds the lock.
 */
final class DeviceRecords {
    /** The route has not been claimed, or the claim failed and is to be made again. */
    static final int UNCLAIMED = 0;

    /** The claim is under way. */
    static final int CLAIMING = 1;

    /** The route is this node's, as far as it knows. */
    static final int CLAIMED = 2;

    private static final int LAST_HEARD = 0;
    /** Where identities are kept as a whole; routes of others are their own node's alone, and have one fence. */
    private static final int FENCE = 8;
    /** Where they are not: of uuid and public key. */
    private static final int DIGEST = 8;
    private static final int STAMP = 16;
    private static final int PORT = 20;
    private static final int SOCKET = 22;
    private static final int KIND = 24;

    /** Bytes before the id. */
    static final int FIXED_PART = 25;

    /** The device's path is an object, which its record names only. */
    private static final int CONNECTION = 1;

    /** Heartbeats from the device's address to its socket are accepted, as it confirmed its key from there. */
    private static final int ACCEPTED = 2;

    /** It confirmed its key from the address that it is at. */
    private static final int SAME_IP = 4;

    /** The address is one of IPv6. */
    private static final int V6 = 8;

    private static final int HAS_KEY = 16;

    /** The route has been claimed with success at least once. */
    private static final int FENCED = 32;

    /** The state of the claim is in the bits from here on. */
    private static final int CLAIM_SHIFT = 6;

    private static final int CLAIMS = 3 << CLAIM_SHIFT;

    private static final long ANY_FENCE = 1;
    private static final int V4_LENGTH = 4;
    private static final int V6_LENGTH = 16;
    private static final long MAPPED = 0xffff_0000_0000L;

    private final RecordTable table;
    private final boolean whole;
    private final List<DatagramSender> sockets;
    private final Map<Integer, DevicePath> connections;

    /** {@code whole} says whether identities are kept as a whole. */
    DeviceRecords(
            RecordTable table, boolean whole, List<DatagramSender> sockets, Map<Integer, DevicePath> connections) {
        this.table = table;
        this.whole = whole;
        this.sockets = sockets;
        this.connections = connections;
    }

    /** Adds a device under a key that has no record; {@code socket} is the number of its socket, if it is on UDP. */
    void add(Device device, byte[] key, long hash, int socket) {
        HeldIdentity who = device.who();
        InetSocketAddress observed = device.path().observed();
        boolean udp = device.path() instanceof DatagramPath;
        boolean sameIp = udp && who.confirmedFrom(observed.getAddress());
        byte[] ip = udp ? observed.getAddress().getAddress() : new byte[0];
        List<byte[]> parts = parts(who, sameIp);

        int length = ip.length + parts.stream().mapToInt(part -> Short.BYTES + part.length).sum();
        int record = table.add(hash, key, length);
        table.setLong(record, LAST_HEARD, device.lastHeard());
        table.setInt(record, STAMP, device.stamp());
        table.setShort(record, PORT, observed.getPort());
        table.setShort(record, SOCKET, socket);
        table.setByte(record, KIND, (byte) ((udp ? 0 : CONNECTION)
                | (udp && sameIp && who.hasKey() ? ACCEPTED : 0)
                | (sameIp ? SAME_IP : 0)
                | (ip.length == V6_LENGTH ? V6 : 0)
                | (who.hasKey() ? HAS_KEY : 0)));
        if (who instanceof HeldIdentity.Digest digested) {
            table.setLong(record, DIGEST, digested.digest());
        }
        fence(record, device.fence());
        int at = table.behindKey(record);
        table.setBytes(record, at, ip);
        at += ip.length;
        for (byte[] part : parts) {
            table.setShort(record, at, part.length);
            table.setBytes(record, at + Short.BYTES, part);
            at += Short.BYTES + part.length;
        }
        if (!udp) {
            connections.put(record, device.path());
        }
    }

    /** What stands behind the address, each with its length before it. */
    private static List<byte[]> parts(HeldIdentity who, boolean sameIp) {
        List<byte[]> parts = new ArrayList<>();
        if (!sameIp) {
            parts.add(who.ip().getBytes(StandardCharsets.UTF_8));
        }
        if (who instanceof HeldIdentity.Whole(DeviceIdentity identity)) {
            parts.add(identity.uuid().toByteArray());
            parts.add(identity.publicKey().toByteArray());
        }
        return parts;
    }

    Device device(int record) {
        return device(record, new String(table.key(record), StandardCharsets.UTF_8));
    }

    /** The device, whose id the caller has as a string. */
    Device device(int record, String id) {
        DevicePath path = path(record);
        return new Device(who(record, id, path), path, lastHeard(record), fence(record), stamp(record));
    }

    private HeldIdentity who(int record, String id, DevicePath path) {
        int at = table.behindKey(record) + ipLength(record);
        String ip;
        if (is(record, SAME_IP)) {
            ip = DeviceIdentity.ipText(DeviceTable.address(path));
        } else {
            byte[] text = part(record, at);
            at += Short.BYTES + text.length;
            ip = new String(text, StandardCharsets.UTF_8);
        }
        if (!whole) {
            return new HeldIdentity.Digest(id, ip, is(record, HAS_KEY), table.getLong(record, DIGEST));
        }
        byte[] uuid = part(record, at);
        byte[] publicKey = part(record, at + Short.BYTES + uuid.length);
        return new HeldIdentity.Whole(
                new DeviceIdentity(id, OpaqueBytes.copyOf(uuid), OpaqueBytes.copyOf(publicKey), ip));
    }

    private byte[] part(int record, int at) {
        return table.getBytes(record, at + Short.BYTES, table.getShort(record, at));
    }

    DevicePath path(int record) {
        if (isConnection(record)) {
            return connections.get(record);
        }
        try {
            byte[] ip = table.getBytes(record, table.behindKey(record), ipLength(record));
            return new DatagramPath(
                    sockets.get(table.getShort(record, SOCKET)),
                    new InetSocketAddress(InetAddress.getByAddress(ip), table.getShort(record, PORT)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }

    private int ipLength(int record) {
        if (isConnection(record)) {
            return 0;
        }
        return is(record, V6) ? V6_LENGTH : V4_LENGTH;
    }

    private boolean is(int record, int kind) {
        return (table.getByte(record, KIND) & kind) != 0;
    }

    boolean isConnection(int record) {
        return is(record, CONNECTION);
    }

    /** Whether nothing is new about a heartbeat that came from this address to this socket; its route is claimed. */
    boolean isOrdinary(int record, long high, long low, int port, int socket) {
        return is(record, ACCEPTED)
                && table.getShort(record, PORT) == port
                && table.getShort(record, SOCKET) == socket
                && claim(record) != UNCLAIMED
                && isAt(record, high, low);
    }

    private boolean isAt(int record, long high, long low) {
        int at = table.behindKey(record);
        if (is(record, V6)) {
            return Long.reverseBytes(table.getLong(record, at)) == high
                    && Long.reverseBytes(table.getLong(record, at + Long.BYTES)) == low;
        }
        return high == 0 && low == (MAPPED | Integer.toUnsignedLong(Integer.reverseBytes(table.getInt(record, at))));
    }

    long lastHeard(int record) {
        return table.getLong(record, LAST_HEARD);
    }

    void lastHeard(int record, long now) {
        table.setLong(record, LAST_HEARD, now);
    }

    long fence(int record) {
        if (whole) {
            return table.getLong(record, FENCE);
        }
        return is(record, FENCED) ? ANY_FENCE : 0;
    }

    void fence(int record, long fence) {
        if (whole) {
            table.setLong(record, FENCE, fence);
        } else {
            kind(record, FENCED, fence > 0 ? FENCED : 0);
        }
    }

    int stamp(int record) {
        return table.getInt(record, STAMP);
    }

    int claim(int record) {
        return (table.getByte(record, KIND) & 0xff) >>> CLAIM_SHIFT;
    }

    void claim(int record, int state) {
        kind(record, CLAIMS, state << CLAIM_SHIFT);
    }

    private void kind(int record, int bits, int value) {
        table.setByte(record, KIND, (byte) ((table.getByte(record, KIND) & ~bits) | value));
    }
}
