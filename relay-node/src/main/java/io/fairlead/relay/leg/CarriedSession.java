package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.Carried;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.limit.BandwidthShare;

/** A session whose connections are Netty's no more. For the event loop that it runs on. */
final class CarriedSession implements Carried {
    private final RelayNode node;
    private final RelaySession session;
    private final BandwidthShare share;

    CarriedSession(RelayNode node, RelaySession session, BandwidthShare share) {
        this.node = node;
        this.session = session;
        this.share = share;
    }

    @Override
    public long forwarded(boolean toSecond, int bytes, DataPath path, long now) {
        session.count(toSecond, bytes, path, now);
        return session.bandwidth().charge(toSecond, bytes, now, share);
    }

    @Override
    public int largestChunk() {
        return session.bandwidth().largestChunk();
    }

    @Override
    public void throttled(long nanos) {
        node.events().throttled(nanos);
    }

    @Override
    public void heldUp(boolean toSecond, long now) {
        session.direction(toSecond).heldUp(now);
    }

    @Override
    public void letGo(boolean toSecond, long now) {
        session.direction(toSecond).letGo(now);
    }

    @Override
    public void pathChanged(DataPath path) {
        node.events().pathChanged(session.number(), path);
    }

    @Override
    public void broke() {
        session.noteEnd(EndReason.RESET);
    }

    @Override
    public void failed(RuntimeException failure) {
        session.noteEnd(EndReason.MALFORMED);
        node.events().failed(failure);
    }

    @Override
    public void legClosed() {
        session.legClosed(node);
    }
}
