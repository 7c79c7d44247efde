package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.DataPath;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What one side of a session has sent, and how long it was not read because the other took nothing. Counted by the
 * event loop that reads the side, read by any thread, told by one at a time.
 */
final class Direction {
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong spliced = new AtomicLong();
    private final AtomicLong copied = new AtomicLong();
    private final AtomicLong heldUp = new AtomicLong();

    /** 0 = it is not held up. */
    private volatile long heldUpSince;

    // Of who tells.
    private long toldBytes;
    private long toldSpliced;
    private long toldCopied;
    private long toldHeldUp;

    void count(int more, DataPath by) {
        bytes.addAndGet(more);
        switch (by) {
            case NETTY -> {}
            case COPY -> copied.addAndGet(more);
            case SPLICE -> spliced.addAndGet(more);
        }
    }

    long bytes() {
        return bytes.get();
    }

    long spliced() {
        return spliced.get();
    }

    /** Is not read from now on, monotonic time in nanoseconds. */
    void heldUp(long now) {
        if (heldUpSince == 0) {
            heldUpSince = now == 0 ? 1 : now;
        }
    }

    /** Is read again. */
    void letGo(long now) {
        long since = heldUpSince;
        if (since != 0) {
            heldUp.addAndGet(now - since);
            heldUpSince = 0;
        }
    }

    /** Adds what came since it was told last; {@code plain} names what Netty carried. */
    void tell(PathTally tally, boolean hop, boolean toSecond, String plain, long now) {
        long bySplice = spliced.get();
        long byCopy = copied.get();
        long all = Math.max(bytes.get(), bySplice + byCopy);
        tally.addBytes(hop, toSecond, DataPath.SPLICE.label(), bySplice - toldSpliced);
        tally.addBytes(hop, toSecond, DataPath.COPY.label(), byCopy - toldCopied);
        tally.addBytes(hop, toSecond, plain,
                all - bySplice - byCopy - (toldBytes - toldSpliced - toldCopied));
        toldSpliced = bySplice;
        toldCopied = byCopy;
        toldBytes = all;
        tellHeldUp(tally, now);
    }

    private void tellHeldUp(PathTally tally, long now) {
        long since = heldUpSince;
        long total = heldUp.get() + (since == 0 ? 0 : Math.max(0, now - since));
        // While it is let go a stay may be seen twice, and is told once: the next total is the true one again.
        tally.addHeldUp(Math.max(0, total - toldHeldUp));
        toldHeldUp = Math.max(toldHeldUp, total);
    }
}
