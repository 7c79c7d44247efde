package io.fairlead.cli.admin;

import io.fairlead.rendezvous.limit.BoundedTable;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Who has presented wrong tokens lately. After ten within a minute an address, of IPv6 its network of 64 bits, is not
 * listened to until the minute is over. Safe for use by any thread.
 */
final class WrongTokens {
    static final int MOST = 10;
    static final long WINDOW_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final int TRACKED = 10_000;
    private static final int NETWORK_BYTES = 8;

    private final BoundedTable<ByteBuffer, Window> windows = new BoundedTable<>(TRACKED);
    private final LongSupplier clock;

    private record Window(long began, int wrong) {}

    /** Counts by monotonic time, in nanoseconds. */
    WrongTokens(LongSupplier clock) {
        this.clock = clock;
    }

    boolean tooMany(InetAddress from) {
        long now = clock.getAsLong();
        return windows.find(key(from))
                .filter(window -> window.wrong() >= MOST && now - window.began() < WINDOW_NANOS)
                .isPresent();
    }

    void wrong(InetAddress from) {
        long now = clock.getAsLong();
        windows.update(key(from), new Window(now, 0), before -> now - before.began() < WINDOW_NANOS
                ? new Window(before.began(), before.wrong() + 1)
                : new Window(now, 1));
    }

    private static ByteBuffer key(InetAddress address) {
        byte[] octets = address.getAddress();
        return ByteBuffer.wrap(address instanceof Inet6Address ? Arrays.copyOf(octets, NETWORK_BYTES) : octets);
    }
}
