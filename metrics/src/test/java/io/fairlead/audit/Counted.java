package io.fairlead.audit;

import java.util.concurrent.atomic.AtomicLong;

/** Counts, for tests. */
final class Counted implements AuditCounts {
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    @Override
    public void written(long lines) {
        written.addAndGet(lines);
    }

    @Override
    public void lost(long lines) {
        lost.addAndGet(lines);
    }

    long written() {
        return written.get();
    }

    long lost() {
        return lost.get();
    }
}
