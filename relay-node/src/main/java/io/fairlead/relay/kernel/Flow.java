package io.fairlead.relay.kernel;

import io.netty.buffer.ByteBuf;

/**
 * One direction of a session. What has been read is sent at once; what cannot be sent at once is held, in the pipe that
 * it is in or in a buffer, and the sender is not read until it has gone. So at most one chunk is held.
 *
 * <ul>
 *   <li><b>forwarding</b>: nothing is held, the sender is read.
 *   <li><b>held up</b>: the receiver cannot take what is held.
 *   <li><b>throttled</b>: the session was too fast, the sender is not read for a while.
 *   <li><b>ended</b>: the sender has ended its output, or is gone; when nothing is held any more the receiver is told.
 * </ul>
 *
 * <p>When the receiver is gone, or takes nothing more, what the sender still sends is read and dropped.
 */
final class Flow {
    /** Chunks in a row of one direction, before others get their turn. */
    private static final int CHUNKS_IN_A_ROW = 4;

    private final KernelLoop loop;
    private final KernelSession session;
    private final KernelLeg from;
    private final KernelLeg to;
    private final boolean toSecond;
    private final PathChoice choice;
    private Pipe pipe;
    private long piped;
    private ByteBuf rest;
    private boolean throttled;
    private long throttledUntil;
    private boolean ended;
    private boolean heldUp;

    Flow(KernelLoop loop, KernelSession session, KernelLeg from, KernelLeg to, boolean toSecond) {
        this.loop = loop;
        this.session = session;
        this.from = from;
        this.to = to;
        this.toSecond = toSecond;
        this.choice = new PathChoice(loop.path());
    }

    /** Sends what was read before the hand-over, and takes it over. */
    void begin(ByteBuf early) {
        int length = early.readableBytes();
        if (length == 0) {
            early.release();
            return;
        }
        rest = early;
        count(length, DataPath.COPY);
        drain();
        noteHeldUp();
        from.update();
    }

    boolean isHeldUp() {
        return pipe != null || rest != null;
    }

    /** Whether the sender is to be read. */
    boolean takesMore() {
        return !isHeldUp() && !throttled;
    }

    /** The sender has something to read, or has ended. */
    void move() {
        int chunks = CHUNKS_IN_A_ROW;
        boolean more = true;
        while (more && chunks-- > 0) {
            if (!to.takesOutput()) {
                more = drop();
            } else if (choice.splices()) {
                more = splice();
            } else {
                more = copy();
            }
        }
        noteHeldUp();
        if (!takesMore()) {
            from.update();
        }
    }

    /** Once for each time that something stays, not for each chunk. */
    private void noteHeldUp() {
        if (isHeldUp() != heldUp) {
            heldUp = !heldUp;
            if (heldUp) {
                session.carried().heldUp(toSecond, loop.now());
            } else {
                session.carried().letGo(toSecond, loop.now());
            }
        }
    }

    /** True when there may be more at once. */
    private boolean splice() {
        Pipe empty = loop.pipes().borrow();
        if (empty == null) {
            return copy();
        }
        int most = session.carried().largestChunk();
        long read = loop.calls().splice(from.socket(), empty.writeEnd(), most);
        if (read <= 0) {
            loop.pipes().giveBack(empty);
            // A pipe takes nothing at an urgent byte, for ever, and says what it says at the end; receiving skips it.
            return read == 0 ? copy() : readNothing(read);
        }
        pipe = empty;
        piped = read;
        count(read, DataPath.SPLICE);
        drainPipe();
        return read == most && takesMore();
    }

    private boolean copy() {
        long most = Math.min(session.carried().largestChunk(), loop.bufferLength());
        long read = loop.calls().receive(from.socket(), loop.buffer(), most);
        if (read <= 0) {
            return readNothing(read);
        }
        count(read, DataPath.COPY);
        if (loop.delay().waits()) {
            // Measured with a small relay in C: a quarter less per small message while waiting, nothing otherwise.
            long _ = loop.calls().acknowledgeLater(from.socket());
        }
        long sent = loop.calls().send(to.socket(), loop.buffer(), read);
        if (sent < read) {
            notSent(sent, read);
        }
        return read == most && takesMore();
    }

    private void notSent(long sent, long read) {
        if (sent < 0 && !mayTryAgain(sent)) {
            to.outputBroke();
            return;
        }
        long done = Math.max(0, sent);
        rest = loop.keep(Math.toIntExact(done), Math.toIntExact(read - done));
        to.update();
    }

    private boolean drop() {
        long read = loop.calls().receive(from.socket(), loop.buffer(), loop.bufferLength());
        return read <= 0 && readNothing(read);
    }

    /** 0 = the sender has ended. Always false, as there is no more to read at once. */
    private boolean readNothing(long result) {
        if (result == 0) {
            from.inputEnded();
        } else if (!mayTryAgain(result)) {
            from.broke();
        }
        return false;
    }

    private static boolean mayTryAgain(long result) {
        return result == SystemCalls.AGAIN || result == SystemCalls.INTERRUPTED;
    }

    private void count(long bytes, DataPath path) {
        long now = loop.now();
        Carried carried = session.carried();
        if (choice.read(bytes)) {
            carried.pathChanged(choice.splices() ? DataPath.SPLICE : DataPath.COPY);
        }
        long wait = carried.forwarded(toSecond, Math.toIntExact(bytes), path, now);
        if (wait > 0) {
            carried.throttled(wait);
            throttledUntil = now + wait;
            if (!throttled) {
                throttled = true;
                loop.throttle(this);
            }
        }
    }

    /** Looks whether the time to wait is over; false when it is not. */
    boolean resume(long now) {
        if (now - throttledUntil < 0 && !from.isClosed()) {
            return false;
        }
        throttled = false;
        from.update();
        return true;
    }

    /** The receiver may take more of what is held. */
    void drain() {
        if (rest != null) {
            drainRest();
        } else if (pipe != null) {
            drainPipe();
        }
        if (!isHeldUp()) {
            noteHeldUp();
            from.update();
            to.update();
            endIfDrained();
        }
    }

    private void drainRest() {
        long sent = loop.calls().send(to.socket(), rest.memoryAddress() + rest.readerIndex(), rest.readableBytes());
        if (sent < 0) {
            sendFailed(sent);
            return;
        }
        rest.skipBytes(Math.toIntExact(sent));
        if (rest.isReadable()) {
            to.update();
        } else {
            rest.release();
            rest = null;
        }
    }

    private void drainPipe() {
        long sent = loop.calls().splice(pipe.readEnd(), to.socket(), piped);
        if (sent < 0) {
            sendFailed(sent);
            return;
        }
        piped -= sent;
        if (piped > 0) {
            to.update();
        } else {
            loop.pipes().giveBack(pipe);
            pipe = null;
        }
    }

    private void sendFailed(long result) {
        if (mayTryAgain(result)) {
            to.update();
        } else {
            release();
            to.outputBroke();
        }
    }

    /** Drops what is held. */
    void release() {
        if (rest != null) {
            rest.release();
            rest = null;
        }
        if (pipe != null) {
            loop.pipes().discard(pipe);
            pipe = null;
        }
        noteHeldUp();
    }

    /** The sender sends nothing more. */
    void end() {
        ended = true;
        endIfDrained();
    }

    private void endIfDrained() {
        if (ended && !isHeldUp()) {
            to.endOutput(loop.calls());
            if (from.isClosed()) {
                session.linger(to);
            }
        }
    }
}
