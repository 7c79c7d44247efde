package io.fairlead.rendezvous.connect;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last introductions, for the console's {@code pr}. Kept as bytes, in memory that is used again: thousands of
 * objects that live for a second were what the collector moved about most. Safe for use by any thread.
 */
public final class PunchLog {
    private static final int MOST = 10_000;

    /** Each has some 500 entries. */
    private static final int PART_BYTES = 16 * 1024;

    /** Bytes of an entry besides addresses and id: time, the lengths of either address, the length of the id. */
    private static final int FIXED = Long.BYTES + Integer.BYTES + 2 + Short.BYTES;

    /** No device has such an id. */
    private static final int LONGEST_ID = 4096;

    private final Deque<Part> parts = new ArrayDeque<>();
    private int size;

    private static final class Part {
        private final ByteBuffer bytes = ByteBuffer.allocate(PART_BYTES);
        private int entries;
    }

    /** Nobody has asked yet. */
    public PunchLog() {}

    /**
     * One introduction.
     *
     * @param at        when
     * @param requester from where
     * @param device    to where
     * @param deviceId  to whom
     */
    public record Entry(Instant at, InetAddress requester, InetAddress device, String deviceId) {}

    synchronized void add(Entry entry) {
        byte[] requester = entry.requester().getAddress();
        byte[] device = entry.device().getAddress();
        byte[] id = entry.deviceId().getBytes(StandardCharsets.UTF_8);
        int idLength = Math.min(id.length, LONGEST_ID);
        Instant at = entry.at();
        long seconds = at.getEpochSecond();
        int nanos = at.getNano();
        Part part = part(FIXED + requester.length + device.length + idLength);
        part.bytes.putLong(seconds).putInt(nanos);
        part.bytes.put((byte) requester.length).put(requester);
        part.bytes.put((byte) device.length).put(device);
        part.bytes.putShort((short) idLength).put(id, 0, idLength);
        part.entries++;
        size++;
    }

    /** One with room for so many bytes. */
    private Part part(int room) {
        Part last = parts.peekLast();
        if (last != null && last.bytes.remaining() >= room) {
            return last;
        }
        Part next = last != null && size - parts.getFirst().entries >= MOST ? parts.removeFirst() : new Part();
        size -= next.entries;
        next.entries = 0;
        next.bytes.clear();
        parts.addLast(next);
        return next;
    }

    /**
     * Lists the introductions.
     *
     * @return a copy, the oldest first
     */
    public synchronized List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(size);
        for (Part part : parts) {
            ByteBuffer bytes = part.bytes.duplicate().flip();
            while (bytes.hasRemaining()) {
                entries.add(new Entry(
                        Instant.ofEpochSecond(bytes.getLong(), bytes.getInt()),
                        address(bytes),
                        address(bytes),
                        new String(bytes(bytes, bytes.getShort()), StandardCharsets.UTF_8)));
            }
        }
        return entries.subList(Math.max(0, size - MOST), size);
    }

    private static InetAddress address(ByteBuffer from) {
        try {
            return InetAddress.getByAddress(bytes(from, from.get()));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("4 or 16 octets are an address", e);
        }
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    /** Forgets all. */
    public synchronized void clear() {
        parts.clear();
        size = 0;
    }
}
