package io.fairlead.relay.kernel;

/** The two connections of a session, and its two directions. */
public final class KernelSession {
    private final KernelLoop loop;
    private final Carried carried;
    private final KernelLeg first;
    private final KernelLeg second;
    private final Flow toSecond;
    private final Flow toFirst;

    KernelSession(KernelLoop loop, Carried carried, Detached first, Detached second) {
        this.loop = loop;
        this.carried = carried;
        this.first = new KernelLeg(this, first);
        this.second = new KernelLeg(this, second);
        this.toSecond = new Flow(loop, this, this.first, this.second, true);
        this.toFirst = new Flow(loop, this, this.second, this.first, false);
        this.first.connect(toSecond, toFirst);
        this.second.connect(toFirst, toSecond);
    }

    KernelLeg first() {
        return first;
    }

    KernelLeg second() {
        return second;
    }

    Flow toSecond() {
        return toSecond;
    }

    Flow toFirst() {
        return toFirst;
    }

    Carried carried() {
        return carried;
    }

    SystemCalls calls() {
        return loop.calls();
    }

    /**
     * A leg is closed: what the other one is still to get arrives before that one is closed, and what it still sends is
     * for nobody.
     */
    void closed(KernelLeg leg) {
        KernelLeg other = leg == first ? second : first;
        Flow incoming = leg == first ? toFirst : toSecond;
        Flow outgoing = leg == first ? toSecond : toFirst;
        incoming.release();
        if (other.isClosed()) {
            outgoing.release();
        } else {
            other.update();
            outgoing.end();
        }
        carried.legClosed();
    }

    /** Closes a leg when its client has not answered the end of the session by its own in time. */
    void linger(KernelLeg leg) {
        if (!leg.isClosed()) {
            loop.later(leg);
        }
    }

    /** Closes both connections without waiting for what is to be written. From any thread. */
    public void abandon() {
        loop.run(this::close);
    }

    /**
     * Looks at what each side has not yet taken of what was written to it, soon. From any thread.
     *
     * @param told of each connection that is open, on its loop
     */
    public void look(Unsent told) {
        loop.run(() -> {
            look(first, true, told);
            look(second, false, told);
        });
    }

    private void look(KernelLeg leg, boolean isFirst, Unsent told) {
        if (!leg.isClosed()) {
            told.unsent(isFirst, calls().unsent(leg.socket()));
        }
    }

    void abandonNow() {
        close();
    }

    void fail(RuntimeException failure) {
        carried.failed(failure);
        close();
    }

    private void close() {
        toSecond.release();
        toFirst.release();
        first.close();
        second.close();
    }
}
