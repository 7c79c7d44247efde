package io.fairlead.relay.limit;

import java.util.concurrent.TimeUnit;

/**
 * A bucket that may go into debt: what has been forwarded is charged afterwards, and whoever is in debt waits. So no
 * chunk is ever split or held back in memory, and the rate holds over a second.
 */
final class TokenBucket {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What may be forwarded at once after a pause, as a share of a second's worth. */
    private static final double BURST_SECONDS = 0.03;

    private double rate;
    private double tokens;
    private long last;

    /** A full bucket, for {@code bytesPerSecond}. */
    TokenBucket(double bytesPerSecond, long now) {
        this.rate = bytesPerSecond;
        this.tokens = burst();
        this.last = now;
    }

    private double burst() {
        return rate * BURST_SECONDS;
    }

    /** Takes bytes that have been forwarded; answers how many nanoseconds to wait before the next, 0 for none. */
    synchronized long charge(long bytes, long now) {
        refill(now);
        tokens -= bytes;
        return tokens >= 0 ? 0 : (long) Math.ceil(-tokens / rate * NANOS);
    }

    /** Changes the rate from now on; a debt stays one. */
    synchronized void rate(double bytesPerSecond, long now) {
        refill(now);
        rate = bytesPerSecond;
        tokens = Math.min(tokens, burst());
    }

    private void refill(long now) {
        tokens = Math.min(burst(), tokens + (now - last) * rate / NANOS);
        last = now;
    }
}
