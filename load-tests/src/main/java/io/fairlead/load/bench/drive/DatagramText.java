package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.DatagramBatch;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.function.IntFunction;

/** One datagram for each device, made beforehand, in memory that the system sends from. */
final class DatagramText {
    private final MemorySegment bytes;
    private final int slot;
    private final int[] lengths;

    /** Makes as many as there are devices, none longer than {@code slot}. */
    DatagramText(Arena arena, int devices, int slot, IntFunction<byte[]> datagram) {
        this.bytes = arena.allocate((long) devices * slot);
        this.slot = slot;
        this.lengths = new int[devices];
        for (int i = 0; i < devices; i++) {
            byte[] made = datagram.apply(i);
            if (made.length > slot) {
                throw new IllegalArgumentException("datagram: " + made.length + " (expected: at most " + slot + ")");
            }
            MemorySegment.copy(made, 0, bytes, ValueLayout.JAVA_BYTE, (long) i * slot, made.length);
            lengths[i] = made.length;
        }
    }

    /** Makes a device's datagram that of a batch's place; {@code from} is the device's own address. */
    void put(DatagramBatch batch, int index, Address to, int from, int device) {
        batch.put(index, to, from, bytes.address() + (long) device * slot, lengths[device]);
    }
}
