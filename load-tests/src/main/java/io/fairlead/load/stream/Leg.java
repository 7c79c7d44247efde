package io.fairlead.load.stream;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.traffic.Side;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * One connection to the relay: connecting, then for WebSocket upgrading, then greeting, and streaming once both legs
 * have been greeted. Its input and its output end each on their own; when both have, it is closed. On its thread alone.
 */
final class Leg {
    private enum State {
        CONNECTING, UPGRADING, GREETING, STREAMING, CLOSED
    }

    /** What the system may hold for a slow reader, so that the relay soon feels it. */
    private static final int UNREAD_OF_A_SLOW_READER = 64 * 1024;
    /** A slow reader reads so often, if there is something. */
    private static final long READS_PER_SECOND = 20;
    private static final long NANOS = 1_000_000_000L;
    private static final int NONCE = 16;
    private static final int NO_SOCKET = -1;

    /** Where {@link Due} has put this leg, and by what; its own. */
    int dueIndex = -1;
    long dueAt;

    private final Session session;
    private final Side side;
    private final LegSpec spec;
    private final Tools tools;
    private final long tag;
    private final Framing framing;
    private final Sender sender;
    private final Expected expected;
    private final Receiver receiver;
    private final WebSocketUpgrade upgrade;
    private final Deque<MemorySegment> queue = new ArrayDeque<>();
    private State state = State.CONNECTING;
    private int socket = NO_SOCKET;
    private int watched;
    private boolean blocked;
    private boolean inputEnded;
    private boolean outputEnded;
    private long mayReadAt;
    private boolean pausing;
    private long lastReceived;
    private boolean stalled;

    Leg(Session session, Side side, LegSpec spec, Tools tools, long tag) {
        this.session = session;
        this.side = side;
        this.spec = spec;
        this.tools = tools;
        this.tag = tag;
        this.framing = spec.webSocketPath().isPresent() ? Framing.WEB_SOCKET : Framing.TCP;
        this.sender = new Sender(session, side, framing, tools);
        this.expected = new Expected(session, side.other(), tools);
        this.receiver = framing == Framing.TCP
                ? new TcpReceiver(expected, session)
                : new WebSocketReceiver(expected, session, this);
        byte[] nonce = new byte[NONCE];
        new SplittableRandom(tag).nextBytes(nonce);
        this.upgrade = new WebSocketUpgrade(nonce);
    }

    Side side() {
        return side;
    }

    long tag() {
        return tag;
    }

    boolean isClosed() {
        return state == State.CLOSED;
    }

    boolean isGreeted() {
        return expected.isGreeted();
    }

    /** Whether what comes still counts. */
    boolean isReading() {
        return state != State.CLOSED && !inputEnded;
    }

    /** Whether all of its own has been handed to the socket and all of the other's has arrived. */
    boolean isThrough() {
        return sender.isDone() && !expected.hasMessage();
    }

    /** Whether it has told the relay that nothing more comes from it. */
    boolean hasEndedOutput() {
        return outputEnded;
    }

    boolean hasSentAll() {
        return sender.isDone();
    }

    void open() throws IOException {
        socket = tools.sockets().beginConnect(Address.of(spec.relay()), spec.source());
        if (spec.readBytesPerSecond() > 0) {
            tools.sockets().limitUnread(socket, UNREAD_OF_A_SLOW_READER);
        }
        watched = Epoll.OUT;
        tools.epoll().add(socket, watched, tag);
    }

    /** The socket has something. */
    void ready(int mask, long now) throws IOException {
        if (state == State.CONNECTING) {
            connected();
        }
        if ((mask & (Epoll.IN | Epoll.GONE)) != 0 && isReading()) {
            read(now);
        }
        if (state != State.CLOSED) {
            blocked &= (mask & (Epoll.OUT | Epoll.GONE)) == 0;
            write(now, false);
        }
    }

    /** The moment has come that this leg has told {@link Due}. */
    void due(long now) throws IOException {
        if (session.abortsNow(side, now)) {
            tools.sockets().abort(socket);
            closed();
            session.aborted();
            return;
        }
        pausing &= now < mayReadAt;
        write(now, true);
    }

    private void connected() {
        if (framing == Framing.TCP) {
            greet();
        } else {
            state = State.UPGRADING;
            enqueue(upgrade.request(spec.webSocketPath().orElseThrow(), Address.of(spec.relay())));
        }
    }

    private void greet() {
        state = State.GREETING;
        enqueue(Greeting.frames(framing, session.uuid(), session.key(), session.number(), side));
    }

    private void enqueue(byte[] bytes) {
        queue.add(MemorySegment.ofArray(bytes));
    }

    /** Sends so many bytes between messages, soon. */
    void answer(byte[] frame) {
        enqueue(frame);
    }

    /** Both legs have been greeted: messages go out from now on. */
    void stream(long now) {
        state = State.STREAMING;
        lastReceived = now;
        // Also a side that has nothing to send has an end to send.
        tools.due().set(this, session.startedAt());
    }

    private void read(long now) throws IOException {
        if (pausing) {
            pausing = now < mayReadAt;
            if (pausing) {
                return;
            }
        }
        long most = receiver.most();
        if (spec.readBytesPerSecond() > 0) {
            most = Math.clamp(spec.readBytesPerSecond() / READS_PER_SECOND, 1, most);
        }
        boolean dropped = state != State.UPGRADING && receiver.counts();
        long result = dropped
                ? tools.sockets().discard(socket, most)
                : tools.sockets().receive(socket, tools.buffer().address(), most);
        if (result == LinuxSockets.AGAIN) {
            return;
        }
        if (result <= 0) {
            inputEnded(result == 0 ? "the relay ended the connection" : "the connection broke with error " + -result);
            return;
        }
        arrived((int) result, dropped, now);
    }

    private void arrived(int bytes, boolean dropped, long now) {
        lastReceived = now;
        stalled = false;
        session.moved(now);
        if (state == State.UPGRADING) {
            upgraded(bytes);
            return;
        }
        tools.events().received(bytes);
        if (spec.readBytesPerSecond() > 0) {
            mayReadAt = Math.max(now, mayReadAt) + bytes * NANOS / spec.readBytesPerSecond();
            pausing = true;
        }
        boolean greetedBefore = expected.isGreeted();
        if (dropped) {
            receiver.count(bytes);
        } else {
            receiver.take(tools.buffer(), bytes);
        }
        if (!greetedBefore && expected.isGreeted()) {
            session.greeted(now);
        }
    }

    private void upgraded(int bytes) {
        upgrade.take(tools.buffer().asSlice(0, bytes).toArray(ValueLayout.JAVA_BYTE));
        if (upgrade.isAccepted()) {
            greet();
        } else if (upgrade.isComplete()) {
            session.notStarted(Optional.of(side), "the relay refused WebSocket: " + upgrade.status());
        }
    }

    /** Nothing more comes. */
    void inputEnded(String how) {
        if (isReading()) {
            inputEnded = true;
            session.inputEnded(this, expected.hasMessage(), how);
        }
    }

    private void write(long now, boolean byTime) throws IOException {
        if (!blocked && !sender.isInMessage()) {
            flushQueue();
        }
        if (!blocked && state == State.STREAMING && !outputEnded) {
            outcome(sender.send(socket, now, byTime));
        }
        if (state == State.STREAMING && !outputEnded && sender.isDone() && queue.isEmpty()
                && session.endsOutput(side, !expected.hasMessage(), inputEnded)) {
            endOutput();
        }
        if (state != State.CLOSED && inputEnded && outputEnded) {
            close();
            session.closed();
        }
        if (state != State.CLOSED) {
            update();
        }
    }

    private void flushQueue() {
        while (!queue.isEmpty() && !blocked && state != State.CLOSED) {
            MemorySegment next = queue.peek();
            MemorySegment.copy(next, 0, tools.buffer(), 0, next.byteSize());
            long result = tools.sockets().send(socket, tools.buffer().address(), next.byteSize());
            if (result >= 0) {
                queue.poll();
                if (result < next.byteSize()) {
                    queue.addFirst(next.asSlice(result));
                }
            }
            outcome(Math.min(0, result));
        }
    }

    private void outcome(long result) {
        if (result == LinuxSockets.AGAIN) {
            blocked = true;
        } else if (result < 0 && sender.isDone()) {
            // An answer to a ping that nobody waits for any more.
            queue.clear();
        } else if (result < 0) {
            session.outputBroken(this, "the connection could not be written to, error " + -result);
        }
    }

    private void endOutput() {
        outputEnded = true;
        if (framing == Framing.TCP) {
            tools.sockets().endSending(socket);
        } else {
            byte[] end = WebSocketFrame.end();
            MemorySegment.copy(MemorySegment.ofArray(end), 0, tools.buffer(), 0, end.length);
            // Without room for it the relay takes the end of the connection instead.
            long _ = tools.sockets().send(socket, tools.buffer().address(), end.length);
        }
    }

    /** Tells epoll and {@link Due} what is waited for. */
    private void update() throws IOException {
        if (state == State.CLOSED) {
            return;
        }
        int wanted = (inputEnded || pausing ? 0 : Epoll.IN) | (blocked ? Epoll.OUT : 0);
        if (wanted != watched) {
            watched = wanted;
            tools.epoll().change(socket, wanted, tag);
        }
        long next = pausing ? mayReadAt : Due.NEVER;
        if (state == State.STREAMING) {
            next = Math.min(next, session.abortAt(side));
            if (!blocked && !outputEnded) {
                next = Math.min(next, sender.dueAt());
            }
        }
        tools.due().set(this, next);
    }

    /** Looks whether something should have come. */
    void sweep(long now) {
        if (state != State.STREAMING || inputEnded || !expected.hasMessage()) {
            return;
        }
        long waited = Math.min(now - expected.intended(), now - lastReceived);
        if (waited > tools.settings().end().toNanos()) {
            session.missing(this, expected.bytes());
        } else if (!stalled && waited > tools.settings().stall().toNanos()) {
            stalled = true;
            tools.events().stalled(session.number(), side, now - expected.intended());
        }
    }

    /** Closes the connection, whatever is on its way. */
    void close() {
        if (state != State.CLOSED && socket != NO_SOCKET) {
            tools.sockets().close(socket);
        }
        closed();
    }

    private void closed() {
        state = State.CLOSED;
        tools.due().set(this, Due.NEVER);
    }

    SessionEnd.Counts counts() {
        return new SessionEnd.Counts(sender.messages(), sender.bytes(), expected.messages(), expected.bytes());
    }
}
