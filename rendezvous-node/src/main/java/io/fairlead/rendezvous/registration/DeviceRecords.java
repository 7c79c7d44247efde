package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.RecordTable;
import io.fairlead.cluster.peer.DeviceIdentity;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What a record of a device holds: its id is the key, and behind it stand its address, its uuid and its public key as
 * they are, and the address that it confirmed its key from, unless that is the same. For whoever holds the lock.
 */
final class DeviceRecords {
    /** The route has not been claimed, or the claim failed and is to be made again. */
    static final int UNCLAIMED = 0;

    /** The claim is under way. */
    static final int CLAIMING = 1;

    /** The route is this node's, as far as it knows. */
    static final int CLAIMED = 2;

    private static final int LAST_HEARD = 0;
    private static final int FENCE = 8;
    private static final int STAMP = 16;
    private static final int PORT = 20;
    private static final int SOCKET = 22;
    private static final int UUID_LENGTH = 24;
    private static final int PUBLIC_KEY_LENGTH = 26;
    private static final int IP_TEXT_LENGTH = 28;
    private static final int CLAIM = 30;
    private static final int KIND = 31;

    /** Bytes before the id. */
    static final int FIXED_PART = 32;

    /** The device's path is an object, which its record names only. */
    private static final int CONNECTION = 1;

    /** Heartbeats from the device's address to its socket are accepted, as it confirmed its key from there. */
    private static final int ACCEPTED = 2;

    /** It confirmed its key from the address that it is at. */
    private static final int SAME_IP = 4;

    /** The address is one of IPv6. */
    private static final int V6 = 8;

    private static final int V4_LENGTH = 4;
    private static final int V6_LENGTH = 16;
    private static final long MAPPED = 0xffff_0000_0000L;

    private final RecordTable table;
    private final List<DatagramSender> sockets;
    private final Map<Integer, DevicePath> connections;

    DeviceRecords(RecordTable table, List<DatagramSender> sockets, Map<Integer, DevicePath> connections) {
        this.table = table;
        this.sockets = sockets;
        this.connections = connections;
    }

    /** Adds a device under a key that has no record; {@code socket} is the number of its socket, if it is on UDP. */
    void add(Device device, byte[] key, long hash, int socket) {
        DeviceIdentity identity = device.identity();
        InetSocketAddress observed = device.path().observed();
        boolean udp = device.path() instanceof DatagramPath;
        boolean sameIp = udp && identity.confirmedFrom(observed.getAddress());
        byte[] ip = udp ? observed.getAddress().getAddress() : new byte[0];
        byte[] uuid = identity.uuid().toByteArray();
        byte[] publicKey = identity.publicKey().toByteArray();
        byte[] text = sameIp ? new byte[0] : identity.ip().getBytes(StandardCharsets.UTF_8);

        int record = table.add(hash, key, ip.length + uuid.length + publicKey.length + text.length);
        table.setLong(record, LAST_HEARD, device.lastHeard());
        table.setLong(record, FENCE, device.fence());
        table.setInt(record, STAMP, device.stamp());
        table.setShort(record, PORT, observed.getPort());
        table.setShort(record, SOCKET, socket);
        table.setShort(record, UUID_LENGTH, uuid.length);
        table.setShort(record, PUBLIC_KEY_LENGTH, publicKey.length);
        table.setShort(record, IP_TEXT_LENGTH, text.length);
        table.setByte(record, CLAIM, (byte) UNCLAIMED);
        boolean accepted = udp && KeyRules.acceptsHeartbeat(identity, observed.getAddress());
        table.setByte(record, KIND, (byte) ((udp ? 0 : CONNECTION) | (accepted ? ACCEPTED : 0) | (sameIp ? SAME_IP : 0)
                | (ip.length == V6_LENGTH ? V6 : 0)));
        int at = table.behindKey(record);
        for (byte[] part : List.of(ip, uuid, publicKey, text)) {
            table.setBytes(record, at, part);
            at += part.length;
        }
        if (!udp) {
            connections.put(record, device.path());
        }
    }

    Device device(int record) {
        return device(record, new String(table.key(record), StandardCharsets.UTF_8));
    }

    /** The device, whose id the caller has as a string. */
    Device device(int record, String id) {
        DevicePath path = path(record);
        int uuidAt = table.behindKey(record) + ipLength(record);
        int uuidLength = table.getShort(record, UUID_LENGTH);
        int keyLength = table.getShort(record, PUBLIC_KEY_LENGTH);
        int textAt = uuidAt + uuidLength + keyLength;
        String ip = is(record, SAME_IP)
                ? DeviceTable.address(path).getHostAddress()
                : new String(
                        table.getBytes(record, textAt, table.getShort(record, IP_TEXT_LENGTH)),
                        StandardCharsets.UTF_8);
        DeviceIdentity identity = new DeviceIdentity(
                id,
                OpaqueBytes.copyOf(table.getBytes(record, uuidAt, uuidLength)),
                OpaqueBytes.copyOf(table.getBytes(record, uuidAt + uuidLength, keyLength)),
                ip);
        return new Device(identity, path, lastHeard(record), fence(record), stamp(record));
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
        return table.getLong(record, FENCE);
    }

    void fence(int record, long fence) {
        table.setLong(record, FENCE, fence);
    }

    int stamp(int record) {
        return table.getInt(record, STAMP);
    }

    int claim(int record) {
        return table.getByte(record, CLAIM);
    }

    void claim(int record, int state) {
        table.setByte(record, CLAIM, (byte) state);
    }
}
