package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Streams as fast as they go, from left to right. What arrives is dropped in the kernel, except one read in
 * {@link #CHECKED}, which is compared with what was sent.
 */
final class BulkLoad {
    /** Each so many reads, one is looked at. */
    static final int CHECKED = 64;

    private static final int LONGEST_READ = BytePattern.LONGEST;

    private final LinuxSockets sockets;
    private final RelayPairs pairs;
    private final BytePattern pattern;
    private final int writeBytes;
    private final long[] sent;
    private final long[] received;
    private final MemorySegment buffer;
    private long reads;
    private long windowBytes;
    private long windowPasses;
    private long windowIdle;
    private long checkedBytes;

    BulkLoad(LinuxSockets sockets, Arena arena, RelayPairs pairs, BytePattern pattern, int writeBytes) {
        this.sockets = sockets;
        this.pairs = pairs;
        this.pattern = pattern;
        this.writeBytes = writeBytes;
        this.sent = new long[pairs.count()];
        this.received = new long[pairs.count()];
        Arrays.fill(sent, RelayPairs.HELLO);
        Arrays.fill(received, RelayPairs.HELLO);
        this.buffer = arena.allocate(LONGEST_READ);
    }

    /** Runs until the window is over. */
    void run(CpuWindow window) throws IOException {
        try (Epoll epoll = new Epoll(sockets)) {
            for (int i = 0; i < pairs.count(); i++) {
                epoll.add(pairs.left(i), Epoll.OUT, 2L * i);
                epoll.add(pairs.right(i), Epoll.IN, 2L * i + 1);
            }
            while (!window.closes(windowBytes)) {
                if (window.opens(System.nanoTime())) {
                    windowBytes = 0;
                    windowPasses = 0;
                    windowIdle = 0;
                }
                int ready = epoll.poll();
                windowPasses++;
                windowIdle += ready == 0 ? 1 : 0;
                for (int i = 0; i < ready; i++) {
                    int stream = (int) (epoll.tag(i) >> 1);
                    if ((epoll.tag(i) & 1) == 0) {
                        write(stream);
                    } else {
                        read(stream);
                    }
                }
            }
        }
    }

    private void write(int stream) throws IOException {
        long result = sockets.send(pairs.left(stream), pattern.pointer(stream, sent[stream]), writeBytes);
        if (result > 0) {
            sent[stream] += result;
        } else if (result != LinuxSockets.AGAIN) {
            throw new IOException("stream " + stream + " cannot be written: error " + -result);
        }
    }

    private void read(int stream) throws IOException {
        boolean checked = reads++ % CHECKED == 0;
        long result = checked
                ? sockets.receive(pairs.right(stream), buffer.address(), LONGEST_READ)
                : sockets.discard(pairs.right(stream), LONGEST_READ);
        if (result == LinuxSockets.AGAIN) {
            return;
        }
        if (result <= 0) {
            throw new IOException("stream " + stream + " ended after " + received[stream] + " bytes: " + -result);
        }
        if (checked) {
            if (!pattern.matches(buffer, result, stream, received[stream])) {
                throw new IOException("stream " + stream + ": other bytes than were sent, near " + received[stream]);
            }
            checkedBytes += result;
        }
        received[stream] += result;
        windowBytes += result;
    }

    /** Arrived while it was measured. */
    long windowBytes() {
        return windowBytes;
    }

    /** Looked at, in the whole run. */
    long checkedBytes() {
        return checkedBytes;
    }

    /** How often the generator had nothing to do: where this is 0, the generator is what limits. */
    double idlePercent() {
        return windowPasses == 0 ? 0 : 100.0 * windowIdle / windowPasses;
    }
}
