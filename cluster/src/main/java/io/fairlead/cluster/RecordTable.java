package io.fairlead.cluster;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * Records of bytes found by keys of bytes, in memory that the collector neither moves nor counts: a million of them
 * cost what is in them and some 16 bytes each. An object per entry, with its header, its references and the strings
 * behind them, costs three times that.
 *
 * <p>A record has a part of fixed size, which the owner lays out, its key, and what the owner puts behind the key. It
 * is named by a number above 0 while it is there, and then perhaps by the next one. Memory of removed records is used
 * again for records of the same size, and given back when the whole table is not used any more. Not safe for use by
 * several threads at once; owners guard it.
 *
 * <p>Whoever chooses keys does not learn the seed of the hash, so he cannot make them collide.
 */
public final class RecordTable {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED;
    private static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

    /** Sizes are multiples of it: half a unit of each record is lost. */
    private static final int UNIT = 4;
    private static final int CHUNK_UNITS = 8192;
    private static final int CHUNK_SHIFT = 13;

    /** A record begins with its hash, the length of its key, and its own size in units. */
    private static final int HASH = 0;
    private static final int KEY_LENGTH = 4;
    private static final int SIZE = 6;
    private static final int HEAD = 8;

    private static final long LAST_INT = (long) CHUNK_UNITS * UNIT - Integer.BYTES;
    private static final int LARGEST_UNITS = CHUNK_UNITS - 1;
    private static final long MIX_1 = 0x9e3779b97f4a7c15L;
    private static final long MIX_2 = 0xbf58476d1ce4e5b9L;

    private final Arena arena;
    private final int keyAt;
    private MemorySegment[] chunks = new MemorySegment[0];
    private int usedUnits = CHUNK_UNITS;

    /** By size in units, the first of the records that were removed, each of which names the next. */
    private int[] free = new int[0];

    private final RecordSlots slots = new RecordSlots();
    private int size;

    /**
     * An empty table.
     *
     * @param arena     where memory is taken from; must allow every thread that uses the table
     * @param fixedPart bytes of each record that the owner lays out, 0 or more
     */
    public RecordTable(Arena arena, int fixedPart) {
        this.arena = arena;
        this.keyAt = HEAD + fixedPart;
    }

    /**
     * Hashes a key.
     *
     * @param seed   secret, the same for all keys of a table
     * @param memory holds the key
     * @param at     where it begins
     * @param length its length in bytes
     * @return a hash, all bits of which are good
     */
    public static long hash(long seed, MemorySegment memory, long at, int length) {
        long hash = seed ^ length * MIX_1;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            hash = mixed(hash ^ memory.get(LONG, at + i));
        }
        long rest = 0;
        for (; i < length; i++) {
            rest = rest << Byte.SIZE | (memory.get(BYTE, at + i) & 0xff);
        }
        return mixed(hash ^ rest);
    }

    private static long mixed(long value) {
        long high = Math.unsignedMultiplyHigh(value, MIX_2);
        return (high ^ value * MIX_2) + MIX_1;
    }

    /**
     * Finds a record.
     *
     * @param hash   of the key
     * @param memory holds the key
     * @param at     where it begins
     * @param length its length in bytes
     * @return the record; 0 when there is none
     */
    public int find(long hash, MemorySegment memory, long at, int length) {
        int low = (int) hash;
        int slot = slots.first(low);
        for (int found = slots.at(slot); found != 0; found = slots.at(slot)) {
            MemorySegment chunk = chunk(found);
            long base = offset(found);
            if (chunk.get(INT, base + HASH) == low && (chunk.get(SHORT, base + KEY_LENGTH) & 0xffff) == length
                    && same(chunk, base + keyAt, memory, at, length)) {
                return found;
            }
            slot = slots.next(slot);
        }
        return 0;
    }

    /**
     * Guesses which record {@link #find} will look at first. For any thread, without the owner's guard: what others
     * change meanwhile makes the guess wrong, and nothing else. Says nothing about what is in the table.
     *
     * @param hash of the key
     * @return a record for {@link #fetch}, or 0
     */
    public int guess(long hash) {
        return slots.guess((int) hash);
    }

    /**
     * Has the processor fetch what {@link #find} will need of a record. It waits for memory some hundred times as long
     * as for a sum, but for many at once when nothing depends on any. For any thread, as {@link #guess}.
     *
     * @param record as guessed
     * @return a number that means nothing, and is only to be used so that reading is not left out
     */
    public int fetch(int record) {
        MemorySegment[] seen = chunks;
        int index = record >>> CHUNK_SHIFT;
        MemorySegment chunk = record > 0 && index < seen.length ? seen[index] : null;
        if (chunk == null) {
            return 0;
        }
        long base = offset(record);
        return chunk.get(INT, base) ^ chunk.get(INT, Math.min(base + keyAt + Long.BYTES, LAST_INT));
    }

    private static boolean same(MemorySegment one, long oneAt, MemorySegment other, long otherAt, int length) {
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            if (one.get(LONG, oneAt + i) != other.get(LONG, otherAt + i)) {
                return false;
            }
        }
        for (; i < length; i++) {
            if (one.get(BYTE, oneAt + i) != other.get(BYTE, otherAt + i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Adds a record under a key that has none. Its fixed part and what is behind the key are not zero, but whatever was
     * there before.
     *
     * @param hash  of the key
     * @param key   the key
     * @param extra bytes behind the key
     * @return the record
     * @throws IllegalArgumentException when key and extra bytes are more than some 32,000 bytes together
     */
    public int add(long hash, byte[] key, int extra) {
        int units = Math.ceilDiv(keyAt + key.length + extra, UNIT);
        if (units > LARGEST_UNITS) {
            throw new IllegalArgumentException("record: " + units * UNIT + " bytes (expected: up to "
                    + LARGEST_UNITS * UNIT + ")");
        }
        slots.reserve(size + 1, this::hash);
        int record = allocate(units);
        MemorySegment chunk = chunk(record);
        long base = offset(record);
        chunk.set(INT, base + HASH, (int) hash);
        chunk.set(SHORT, base + KEY_LENGTH, (short) key.length);
        chunk.set(SHORT, base + SIZE, (short) units);
        MemorySegment.copy(key, 0, chunk, BYTE, base + keyAt, key.length);
        slots.place(record, (int) hash);
        size++;
        return record;
    }

    private int hash(int record) {
        return getInt(record, HASH - HEAD);
    }

    private int allocate(int units) {
        if (units < free.length && free[units] != 0) {
            int record = free[units];
            free[units] = chunk(record).get(INT, offset(record));
            return record;
        }
        if (usedUnits + units > CHUNK_UNITS) {
            chunks = Arrays.copyOf(chunks, chunks.length + 1);
            chunks[chunks.length - 1] = arena.allocate((long) CHUNK_UNITS * UNIT, UNIT);
            // The very first unit stays unused, so that no record is named 0.
            usedUnits = chunks.length == 1 ? 1 : 0;
        }
        int record = (chunks.length - 1) << CHUNK_SHIFT | usedUnits;
        usedUnits += units;
        return record;
    }

    /**
     * Takes a record out.
     *
     * @param record one that is there
     */
    public void remove(int record) {
        slots.remove(record, this::hash);
        size--;
        int units = chunk(record).get(SHORT, offset(record) + SIZE);
        if (units >= free.length) {
            free = Arrays.copyOf(free, units + 1);
        }
        chunk(record).set(INT, offset(record), free[units]);
        free[units] = record;
    }

    /**
     * Shows all records.
     *
     * @param action gets each; must not add or remove any
     */
    public void forEach(IntConsumer action) {
        slots.forEach(action);
    }

    /**
     * Counts the records.
     *
     * @return how many there are
     */
    public int size() {
        return size;
    }

    private MemorySegment chunk(int record) {
        return chunks[record >>> CHUNK_SHIFT];
    }

    private static long offset(int record) {
        return (long) (record & (CHUNK_UNITS - 1)) * UNIT;
    }

    private static long field(int record, int field) {
        return offset(record) + HEAD + field;
    }

    /**
     * Says where what follows a record's key begins.
     *
     * @param record a record
     * @return a field's place, as others are given
     */
    public int behindKey(int record) {
        return keyAt - HEAD + keyLength(record);
    }

    /**
     * Gives a record's key out.
     *
     * @param record a record
     * @return a copy
     */
    public byte[] key(int record) {
        return getBytes(record, keyAt - HEAD, keyLength(record));
    }

    private int keyLength(int record) {
        return chunk(record).get(SHORT, offset(record) + KEY_LENGTH) & 0xffff;
    }

    /**
     * Reads a field.
     *
     * @param record a record
     * @param field  where the field is, in bytes from the beginning of the fixed part
     * @return its value
     */
    public long getLong(int record, int field) {
        return chunk(record).get(LONG, field(record, field));
    }

    /**
     * Writes a field.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @param value  its value
     */
    public void setLong(int record, int field, long value) {
        chunk(record).set(LONG, field(record, field), value);
    }

    /**
     * Reads a field.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @return its value
     */
    public int getInt(int record, int field) {
        return chunk(record).get(INT, field(record, field));
    }

    /**
     * Writes a field.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @param value  its value
     */
    public void setInt(int record, int field, int value) {
        chunk(record).set(INT, field(record, field), value);
    }

    /**
     * Reads a field.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @return its value, 0 to 65535
     */
    public int getShort(int record, int field) {
        return chunk(record).get(SHORT, field(record, field)) & 0xffff;
    }

    /**
     * Writes a field.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @param value  its value, 0 to 65535
     */
    public void setShort(int record, int field, int value) {
        chunk(record).set(SHORT, field(record, field), (short) value);
    }

    /**
     * Reads a field.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @return its value
     */
    public byte getByte(int record, int field) {
        return chunk(record).get(BYTE, field(record, field));
    }

    /**
     * Writes a field.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @param value  its value
     */
    public void setByte(int record, int field, byte value) {
        chunk(record).set(BYTE, field(record, field), value);
    }

    /**
     * Reads bytes.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @param length how many
     * @return a copy
     */
    public byte[] getBytes(int record, int field, int length) {
        byte[] value = new byte[length];
        MemorySegment.copy(chunk(record), BYTE, field(record, field), value, 0, length);
        return value;
    }

    /**
     * Writes bytes.
     *
     * @param record a record
     * @param field  as of {@link #getLong}
     * @param value  the bytes
     */
    public void setBytes(int record, int field, byte[] value) {
        MemorySegment.copy(value, 0, chunk(record), BYTE, field(record, field), value.length);
    }
}
