package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Messages at even distances, from left to right, each timed from when it was due to when its last byte has arrived.
 */
final class PacedLoad {
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** One read in so many is compared with what was sent. */
    private static final int CHECKED = 16;

    private final LinuxSockets sockets;
    private final RelayPairs pairs;
    private final BytePattern pattern;
    private final int messageBytes;
    private final Pacing pacing;
    private final long[] sent;
    private final long[] owed;
    private final long[] received;
    private final MemorySegment buffer;
    private final Delays delays = new Delays();
    private long begun;
    private int inDebt;
    private long reads;
    private long windowMessages;

    PacedLoad(LinuxSockets sockets, Arena arena, RelayPairs pairs, BytePattern pattern, int messageBytes,
            Pacing pacing) {
        this.sockets = sockets;
        this.pairs = pairs;
        this.pattern = pattern;
        this.messageBytes = messageBytes;
        this.pacing = pacing;
        this.sent = new long[pairs.count()];
        this.owed = new long[pairs.count()];
        this.received = new long[pairs.count()];
        this.buffer = arena.allocate(BytePattern.LONGEST);
        Arrays.fill(sent, RelayPairs.HELLO);
        Arrays.fill(received, RelayPairs.HELLO);
        pacing.start(System.nanoTime() + LEAD_NANOS);
    }

    /** Runs until the window is over. */
    void run(CpuWindow window) throws IOException {
        try (Epoll epoll = new Epoll(sockets)) {
            for (int i = 0; i < pairs.count(); i++) {
                epoll.add(pairs.right(i), Epoll.IN, i);
            }
            while (!window.closes(windowMessages)) {
                if (window.opens(System.nanoTime())) {
                    delays.clear();
                    pacing.clear();
                    windowMessages = 0;
                }
                sendWhatIsDue();
                int ready = epoll.poll();
                for (int i = 0; i < ready; i++) {
                    read((int) epoll.tag(i));
                }
            }
        }
    }

    private void sendWhatIsDue() throws IOException {
        for (int i = 0; inDebt > 0 && i < owed.length; i++) {
            if (owed[i] > 0) {
                pay(i);
            }
        }
        long now = System.nanoTime();
        for (long due = pacing.due(now, begun); due > 0; due--) {
            int stream = pacing.stream(begun);
            long _ = pacing.begin(now, begun, 1);
            begun++;
            inDebt += owed[stream] == 0 ? 1 : 0;
            owed[stream] += messageBytes;
            pay(stream);
        }
    }

    /** Sends what a stream owes, as much as its socket takes. */
    private void pay(int stream) throws IOException {
        while (owed[stream] > 0) {
            long result = sockets.send(pairs.left(stream), pattern.pointer(stream, sent[stream]),
                    Math.min(owed[stream], BytePattern.LONGEST));
            if (result == LinuxSockets.AGAIN) {
                return;
            }
            if (result < 0) {
                throw new IOException("stream " + stream + " cannot be written: error " + -result);
            }
            sent[stream] += result;
            owed[stream] -= result;
        }
        inDebt--;
    }

    private void read(int stream) throws IOException {
        long result = sockets.receive(pairs.right(stream), buffer.address(), buffer.byteSize());
        if (result == LinuxSockets.AGAIN) {
            return;
        }
        if (result <= 0) {
            throw new IOException("stream " + stream + " ended after " + received[stream] + " bytes: " + -result);
        }
        long now = System.nanoTime();
        if (reads++ % CHECKED == 0 && !pattern.matches(buffer, result, stream, received[stream])) {
            throw new IOException("stream " + stream + ": other bytes than were sent, near " + received[stream]);
        }
        long whole = (received[stream] - RelayPairs.HELLO) / messageBytes;
        received[stream] += result;
        for (; whole < (received[stream] - RelayPairs.HELLO) / messageBytes; whole++) {
            delays.add(now - pacing.dueAt(stream, whole));
            windowMessages++;
        }
    }

    /** Arrived whole while it was measured. */
    long windowMessages() {
        return windowMessages;
    }

    Delays delays() {
        return delays;
    }
}
