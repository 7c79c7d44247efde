package io.fairlead.relay.kernel;

import io.fairlead.relay.config.PathOption;
import io.fairlead.relay.limit.BandwidthShare;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.Future;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What the sessions of one event loop share: one buffer, a pool of pipes, a clock. */
public final class KernelLoop {
    /** More brings little: what a socket has at once is mostly less. */
    private static final int BUFFER_BYTES = 256 * 1024;

    private static final int PAGE = 4096;

    /** Sessions that are too fast are looked at so often; they then move larger chunks, which is cheaper as well. */
    private static final long SWEEP_MILLIS = 4;

    private static final long LINGER_SECONDS = 5;

    private final IoEventLoop loop;
    private final PathOption path;
    private final BandwidthShare share;
    private final WakeupDelay delay;
    private final LongSupplier clock;
    private final SystemCalls calls = new SystemCalls();
    private final PipePool pipes;
    private final MemorySegment buffer = Arena.ofAuto().allocate(BUFFER_BYTES, PAGE);
    private final ByteBuffer view = buffer.asByteBuffer();
    private final long address = buffer.address();
    private List<Flow> throttled = new ArrayList<>();
    private List<Flow> waiting = new ArrayList<>();
    private boolean ended;

    KernelLoop(IoEventLoop loop, PathOption path, BandwidthShare share, WakeupDelay delay, LongSupplier clock) {
        this.loop = loop;
        this.path = path;
        this.share = share;
        this.delay = delay;
        this.clock = clock;
        this.pipes = new PipePool(calls, clock, PipePool.LEAST_BYTES);
    }

    SystemCalls calls() {
        return calls;
    }

    PipePool pipes() {
        return pipes;
    }

    /** How it waits for more. */
    WakeupDelay delay() {
        return delay;
    }

    PathOption path() {
        return path;
    }

    /**
     * Gives the loop's share of the node's bandwidth.
     *
     * @return for this loop's thread only
     */
    public BandwidthShare share() {
        return share;
    }

    long now() {
        return clock.getAsLong();
    }

    /** The address of the one buffer, whose content nobody needs between two events. */
    long buffer() {
        return address;
    }

    int bufferLength() {
        return BUFFER_BYTES;
    }

    /** A copy of a part of the buffer; the caller releases it. */
    ByteBuf keep(int offset, int length) {
        view.limit(offset + length).position(offset);
        return PooledByteBufAllocator.DEFAULT.directBuffer(length).writeBytes(view);
    }

    /** Has a direction looked at until its time to wait is over. */
    void throttle(Flow flow) {
        if (throttled.isEmpty()) {
            sweepLater();
        }
        throttled.add(flow);
    }

    private void sweepLater() {
        Future<?> _ = loop.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void sweep() {
        List<Flow> due = throttled;
        throttled = waiting;
        waiting = due;
        long now = now();
        for (int i = 0; i < due.size(); i++) {
            if (!due.get(i).resume(now)) {
                throttled.add(due.get(i));
            }
        }
        due.clear();
        if (!throttled.isEmpty()) {
            sweepLater();
        }
    }

    /** Closes a leg in a while, unless it is closed by then. */
    void later(KernelLeg leg) {
        Future<?> _ = loop.schedule(leg::close, LINGER_SECONDS, TimeUnit.SECONDS);
    }

    /**
     * Runs something on the loop, unless it has ended, with all its connections. From any thread.
     *
     * @param task what to run
     * @return false when the loop has ended
     */
    public boolean run(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /**
     * Begins a session. On the loop.
     *
     * @param carried what is told of it
     * @param first   one side; the session's own from now on
     * @param second  the other
     * @return the session, which may have ended already
     */
    public KernelSession begin(Carried carried, Detached first, Detached second) {
        KernelSession session = new KernelSession(this, carried, first, second);
        if (ended) {
            first.early().release();
            second.early().release();
            session.abandonNow();
            return session;
        }
        try {
            session.toSecond().begin(first.early());
            session.toFirst().begin(second.early());
            begin(session.first());
            begin(session.second());
        } catch (RuntimeException e) {
            session.fail(e);
        }
        return session;
    }

    private void begin(KernelLeg leg) {
        if (leg.isClosed()) {
            return;
        }
        // Done at once, as this is the loop.
        Future<IoRegistration> registered = loop.register(leg);
        if (registered.isSuccess()) {
            leg.begin(registered.getNow());
        } else {
            throw new IllegalStateException("a connection could not be watched", registered.cause());
        }
    }

    /**
     * Closes a connection that begins no session. From any thread.
     *
     * @param connection which; its bytes are dropped
     */
    public static void close(Detached connection) {
        connection.early().release();
        long _ = new SystemCalls().close(connection.socket());
        connection.onClose().run();
    }

    /** The loop closes its connections now, and takes no more. */
    void ending() {
        ended = true;
    }

    /** The loop has closed its connections. */
    void destroy() {
        pipes.close();
    }
}
