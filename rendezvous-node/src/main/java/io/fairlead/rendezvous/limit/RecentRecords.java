package io.fairlead.rendezvous.limit;

import io.fairlead.cluster.RecordTable;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.security.SecureRandom;
import java.util.function.IntConsumer;

/**
 * Records of those who were heard last, found by keys of bytes. When it is full the one longest unheard is forgotten,
 * so that strangers cannot make it grow. Outside of the heap: when a million devices come at once, each leaves a record
 * that soon makes room for another's, and objects would be left behind for the collector. Not safe for use by several
 * threads at once; owners guard it.
 */
final class RecentRecords {
    /** The owner's fields of a record begin here. */
    static final int OWN = 8;

    /** Each names the one heard before it and the one heard after it; 0 = none. */
    private static final int OLDER = 0;
    private static final int NEWER = 4;

    private final long seed = new SecureRandom().nextLong();
    private final int capacity;
    private final int ownPart;
    private final IntConsumer forgotten;
    private RecordTable table;
    private int eldest;
    private int newest;

    /** Of so many records; {@code forgotten} is told of each that goes, while its fields can still be read. */
    RecentRecords(int capacity, int ownPart, IntConsumer forgotten) {
        this.capacity = capacity;
        this.ownPart = ownPart;
        this.forgotten = forgotten;
        this.table = emptyTable();
    }

    private RecordTable emptyTable() {
        return new RecordTable(Arena.ofAuto(), OWN + ownPart);
    }

    /** Where fields are read and written. */
    RecordTable fields() {
        return table;
    }

    /** A number for bytes that nobody can make the same for others on purpose. */
    long hash(byte[] bytes) {
        return RecordTable.hash(seed, MemorySegment.ofArray(bytes), 0, bytes.length);
    }

    /** The record of a key, which is the newest from now on; 0 when there is none. */
    int find(byte[] key) {
        int record = table.find(hash(key), MemorySegment.ofArray(key), 0, key.length);
        if (record != 0 && record != newest) {
            unlink(record);
            append(record);
        }
        return record;
    }

    /** A new record for a key that has none; its own fields hold anything. */
    int add(byte[] key) {
        if (table.size() >= capacity) {
            remove(eldest);
        }
        int record = table.add(hash(key), key, 0);
        append(record);
        return record;
    }

    void remove(int record) {
        forgotten.accept(record);
        unlink(record);
        table.remove(record);
    }

    void clear() {
        table = emptyTable();
        eldest = 0;
        newest = 0;
    }

    /** Shows all, the one longest unheard first. */
    void forEach(IntConsumer action) {
        for (int record = eldest; record != 0; record = table.getInt(record, NEWER)) {
            action.accept(record);
        }
    }

    private void append(int record) {
        table.setInt(record, OLDER, newest);
        table.setInt(record, NEWER, 0);
        if (newest == 0) {
            eldest = record;
        } else {
            table.setInt(newest, NEWER, record);
        }
        newest = record;
    }

    private void unlink(int record) {
        int older = table.getInt(record, OLDER);
        int newer = table.getInt(record, NEWER);
        if (older == 0) {
            eldest = newer;
        } else {
            table.setInt(older, NEWER, newer);
        }
        if (newer == 0) {
            newest = older;
        } else {
            table.setInt(newer, OLDER, older);
        }
    }
}
