package io.fairlead.cluster;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.IntUnaryOperator;

/**
 * Where the records of a {@link RecordTable} are found: their numbers, each at its hash's place or behind it. Once
 * there is more than one row, a larger table has the rows of the smaller one and as many more: arrays that were left
 * behind would lie in the collector's old generation for long. Not safe for use by several threads at once.
 */
final class RecordSlots {
    private static final int LEAST = 16;
    private static final int ROW = 1024;
    private static final int ROW_SHIFT = 10;

    /** 0 = none. */
    private int[][] rows = {new int[LEAST]};

    private int mask = LEAST - 1;

    /** The slot to look for a hash in first. */
    int first(int hash) {
        return hash & mask;
    }

    /** The slot to look in next. */
    int next(int slot) {
        return (slot + 1) & mask;
    }

    /** The record in a slot; 0 when there is none, and none behind it is for those that were looked for on the way. */
    int at(int slot) {
        return rows[slot >>> ROW_SHIFT][slot & (ROW - 1)];
    }

    /** The record that {@link #first} and {@link #at} lead to, most of the time; for threads without the lock. */
    int guess(int hash) {
        int[][] seen = rows;
        int slots = seen.length == 1 ? seen[0].length : seen.length << ROW_SHIFT;
        int slot = hash & (slots - 1);
        int[] row = seen[slot >>> ROW_SHIFT];
        return row == null ? 0 : row[slot & (ROW - 1)];
    }

    private void put(int slot, int record) {
        rows[slot >>> ROW_SHIFT][slot & (ROW - 1)] = record;
    }

    /** Makes room for so many records, of which there is one less; of each {@code hash} knows the hash. */
    void reserve(int size, IntUnaryOperator hash) {
        if (size * 4L <= (mask + 1) * 3L) {
            return;
        }
        int[] records = new int[size - 1];
        int count = 0;
        for (int[] row : rows) {
            for (int record : row) {
                if (record != 0) {
                    records[count] = record;
                    count++;
                }
            }
        }
        grow((mask + 1) * 2);
        for (int record : records) {
            place(record, hash.applyAsInt(record));
        }
    }

    private void grow(int slots) {
        mask = slots - 1;
        if (slots <= ROW) {
            rows = new int[][]{new int[slots]};
            return;
        }
        int before = rows.length;
        rows = Arrays.copyOf(rows, slots >>> ROW_SHIFT);
        for (int i = 0; i < rows.length; i++) {
            if (i < before) {
                Arrays.fill(rows[i], 0);
            } else {
                rows[i] = new int[ROW];
            }
        }
    }

    void place(int record, int hash) {
        int slot = first(hash);
        while (at(slot) != 0) {
            slot = next(slot);
        }
        put(slot, record);
    }

    void remove(int record, IntUnaryOperator hash) {
        int hole = first(hash.applyAsInt(record));
        while (at(hole) != record) {
            hole = next(hole);
        }
        // Whoever stands behind the hole and was to stand at it or before moves up.
        for (int slot = next(hole); at(slot) != 0; slot = next(slot)) {
            int wanted = first(hash.applyAsInt(at(slot)));
            if (((slot - wanted) & mask) >= ((slot - hole) & mask)) {
                put(hole, at(slot));
                hole = slot;
            }
        }
        put(hole, 0);
    }

    void forEach(IntConsumer action) {
        for (int[] row : rows) {
            for (int record : row) {
                if (record != 0) {
                    action.accept(record);
                }
            }
        }
    }
}
