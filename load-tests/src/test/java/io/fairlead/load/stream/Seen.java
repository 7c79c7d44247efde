package io.fairlead.load.stream;

import io.fairlead.load.traffic.MessageKind;
import io.fairlead.load.traffic.Side;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What streams have told. */
public final class Seen implements StreamEvents {
    public final AtomicLong started = new AtomicLong();
    public final AtomicLong sent = new AtomicLong();
    public final AtomicLong received = new AtomicLong();
    public final AtomicLong delivered = new AtomicLong();
    public final AtomicLong longestDelay = new AtomicLong();
    public final AtomicLong shortestDelay = new AtomicLong(Long.MAX_VALUE);
    public final AtomicLong late = new AtomicLong();
    public final Queue<SessionEnd> ends = new ConcurrentLinkedQueue<>();
    public final Queue<Corruption> corruptions = new ConcurrentLinkedQueue<>();
    public final Queue<Side> stalls = new ConcurrentLinkedQueue<>();

    @Override
    public void started(long session, long setupNanos) {
        started.incrementAndGet();
    }

    @Override
    public void ended(SessionEnd end) {
        ends.add(end);
    }

    @Override
    public void sent(int bytes) {
        sent.addAndGet(bytes);
    }

    @Override
    public void received(int bytes) {
        received.addAndGet(bytes);
    }

    @Override
    public void delivered(MessageKind kind, long intended, long arrived) {
        delivered.incrementAndGet();
        longestDelay.accumulateAndGet(arrived - intended, Math::max);
        shortestDelay.accumulateAndGet(arrived - intended, Math::min);
    }

    @Override
    public void late(long nanos) {
        late.incrementAndGet();
    }

    @Override
    public void corrupt(Corruption corruption) {
        corruptions.add(corruption);
    }

    @Override
    public void stalled(long session, Side reader, long nanos) {
        stalls.add(reader);
    }
}
