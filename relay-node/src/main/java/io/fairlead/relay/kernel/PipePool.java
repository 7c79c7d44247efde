package io.fairlead.relay.kernel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The pipes of one loop. A direction has one only while something is in it, so that idle sessions cost no file
 * descriptors, and few users' limits on pipe memory are ever met (pipe(7): {@code pipe-user-pages-soft}).
 */
final class PipePool {
    /** Without limits of its own a pipe of 64 KiB splits large reads in two; 256 KiB is what a read mostly gets. */
    private static final int PIPE_BYTES = 256 * 1024;

    /** What is kept for the next burst; further ones are closed when they are given back. */
    private static final int MOST_KEPT = 64;

    private final SystemCalls calls;
    private final Deque<Pipe> kept = new ArrayDeque<>(MOST_KEPT);
    private int open;

    PipePool(SystemCalls calls) {
        this.calls = calls;
    }

    /** An empty pipe; null when the system has none to give, which is no reason to stop forwarding. */
    Pipe borrow() {
        Pipe pipe = kept.pollLast();
        return pipe == null ? make() : pipe;
    }

    private Pipe make() {
        if (calls.pipe() < 0) {
            return null;
        }
        Pipe made = new Pipe(calls.readEnd(), calls.writeEnd());
        // Refused above the user's share of memory for pipes; then the default is what there is.
        calls.resizePipe(made.readEnd(), PIPE_BYTES);
        open++;
        return made;
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
