package io.fairlead.load.bench.os;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Asks which sockets can be read or written, level-triggered. Benchmarks never wait: a generator that sleeps makes the
 * server pay for waking it. For use by one thread.
 */
public final class Epoll implements AutoCloseable {
    /** Something to read, or the end. */
    public static final int IN = 0x1;
    /** Room to write. */
    public static final int OUT = 0x4;
    /** The connection is gone; told whether it is asked for or not. */
    public static final int GONE = 0x8 | 0x10;

    private static final int ADD = 1;
    private static final int REMOVE = 2;
    private static final int CHANGE = 3;
    private static final int MOST = 1024;
    /** The structure is packed on x86-64 alone. */
    private static final boolean PACKED = "amd64".equals(System.getProperty("os.arch"));
    private static final int SIZE = PACKED ? 12 : 16;
    private static final int TAG = PACKED ? 4 : 8;

    private final LinuxCalls calls;
    private final int descriptor;
    private final MemorySegment events;
    private final MemorySegment wanted;

    /**
     * Opens one.
     *
     * @param sockets of the same thread; to be closed later than this
     * @throws IOException when the system has no more
     */
    public Epoll(LinuxSockets sockets) throws IOException {
        this.calls = sockets.calls();
        this.events = sockets.arena().allocate((long) MOST * SIZE, Long.BYTES);
        this.wanted = sockets.arena().allocate(SIZE, Long.BYTES);
        this.descriptor = calls.epollCreate();
        if (descriptor < 0) {
            throw new IOException("epoll_create1: error " + -descriptor);
        }
    }

    /**
     * Watches a socket.
     *
     * @param socket not watched yet
     * @param mask   {@link #IN}, {@link #OUT} or both
     * @param tag    given back with its events
     * @throws IOException when it cannot be watched
     */
    public void add(int socket, int mask, long tag) throws IOException {
        control(ADD, socket, mask, tag);
    }

    /**
     * Watches for other things.
     *
     * @param socket that is watched
     * @param mask   as {@link #add}; 0 = only for its end
     * @param tag    as {@link #add}
     * @throws IOException when it is not watched
     */
    public void change(int socket, int mask, long tag) throws IOException {
        control(CHANGE, socket, mask, tag);
    }

    /**
     * Watches no more.
     *
     * @param socket that is watched
     * @throws IOException when it is not
     */
    public void remove(int socket) throws IOException {
        control(REMOVE, socket, 0, 0);
    }

    private void control(int operation, int socket, int mask, long tag) throws IOException {
        wanted.set(ValueLayout.JAVA_INT_UNALIGNED, 0, mask);
        wanted.set(ValueLayout.JAVA_LONG_UNALIGNED, TAG, tag);
        int result = calls.epollControl(descriptor, operation, socket, wanted.address());
        if (result < 0) {
            throw new IOException("epoll_ctl " + operation + " of " + socket + ": error " + -result);
        }
    }

    /**
     * Asks, without waiting.
     *
     * @return so many sockets have something; 0 also when a signal came in between
     * @throws IOException when this is closed
     */
    public int poll() throws IOException {
        return await(0);
    }

    /**
     * Waits until a socket has something.
     *
     * @param millis at most so long, 0 or more
     * @return as {@link #poll}; 0 also when the time was over
     * @throws IOException when this is closed
     */
    public int await(int millis) throws IOException {
        int ready = calls.epollWait(descriptor, events.address(), MOST, millis);
        if (ready < 0 && ready != -LinuxCalls.EINTR) {
            throw new IOException("epoll_wait: error " + -ready);
        }
        return Math.max(0, ready);
    }

    /**
     * Says which socket.
     *
     * @param index 0 to what {@link #poll} answered, exclusive
     * @return its tag
     */
    public long tag(int index) {
        return events.get(ValueLayout.JAVA_LONG_UNALIGNED, (long) index * SIZE + TAG);
    }

    /**
     * Says what it has.
     *
     * @param index as {@link #tag}
     * @return {@link #IN}, {@link #OUT}, and bits of errors
     */
    public int mask(int index) {
        return events.get(ValueLayout.JAVA_INT_UNALIGNED, (long) index * SIZE);
    }

    @Override
    public void close() {
        int _ = calls.close(descriptor);
    }
}
