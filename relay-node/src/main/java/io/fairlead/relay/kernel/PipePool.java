package io.fairlead.relay.kernel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The pipes of one loop. A direction has one only while something is in it, so that idle sessions cost no file
 * descriptors, and few users' limits on pipe memory are ever met (pipe(7): {@code pipe-user-pages-soft}).
 */
final class PipePool {
    /** Without limits of its own a pipe of 64 KiB splits large reads in two; 256 KiB is what a read mostly gets. */
    private static final int PIPE_BYTES = 256 * 1024;

    /** A smaller one, as users above their share of memory for pipes get, costs more than copying does. */
    static final int LEAST_BYTES = 64 * 1024;

    /** What is kept for the next burst; further ones are closed when they are given back. */
    static final int MOST_KEPT = 64;

    /** After a refusal, so that asking does not cost more than pipes bring. */
    static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final SystemCalls calls;
    private final LongSupplier clock;
    private final int least;
    private final Deque<Pipe> kept = new ArrayDeque<>(MOST_KEPT);
    private int open;
    private long refusals;
    private long refusedAt;

    /** Pipes of {@code least} bytes or more; {@code clock} is monotonic, in nanoseconds. */
    PipePool(SystemCalls calls, LongSupplier clock, int least) {
        this.calls = calls;
        this.clock = clock;
        this.least = least;
    }

    /** An empty pipe; null when the system has none to give, which is no reason to stop forwarding. */
    Pipe borrow() {
        Pipe pipe = kept.pollLast();
        return pipe == null ? make() : pipe;
    }

    private Pipe make() {
        if (refusals > 0 && clock.getAsLong() - refusedAt < RETRY_NANOS) {
            return null;
        }
        if (calls.pipe() < 0) {
            return refused();
        }
        open++;
        Pipe made = new Pipe(calls.readEnd(), calls.writeEnd());
        // Refused above the user's share of memory for pipes; then the default is what there is, or less.
        calls.resizePipe(made.readEnd(), PIPE_BYTES);
        if (calls.pipeSize(made.readEnd()) < least) {
            discard(made);
            return refused();
        }
        return made;
    }

    private Pipe refused() {
        refusals++;
        refusedAt = clock.getAsLong();
        return null;
    }

    /** How many times the system had none to give. */
    long refusals() {
        return refusals;
    }

    /** Takes an empty pipe back. */
    void giveBack(Pipe pipe) {
        if (kept.size() < MOST_KEPT) {
            kept.addLast(pipe);
        } else {
            discard(pipe);
        }
    }

    /** Closes a pipe, with what is in it. */
    void discard(Pipe pipe) {
        calls.close(pipe.readEnd());
        calls.close(pipe.writeEnd());
        open--;
    }

    /** How many there are, borrowed ones included. */
    int open() {
        return open;
    }

    void close() {
        while (!kept.isEmpty()) {
            discard(kept.pollLast());
        }
    }
}
