package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * One session's traffic, drawn from a seed: each side sends a stream in chunks of any size, now and then pausing, and
 * reads the other's, now and then stalling; sides end their output in any order, and some break the connection.
 */
final class RandomTraffic {
    private static final int[] LARGEST_CHUNKS = {10, 1500, 20_000, 200_000};
    private static final int LONGEST_STREAM = 1_500_000;
    private static final int MOST_CHUNKS = 500;
    private static final int STALL_ONE_IN = 60;

    private final long seed;
    private final boolean breaks;

    RandomTraffic(long seed) {
        this.seed = seed;
        this.breaks = random(seed).nextInt(5) == 0;
    }

    /** Seeds that are close to each other would give much the same first numbers. */
    private static Random random(long of) {
        return new Random(of * 0x9E3779B97F4A7C15L);
    }

    /** Returns when both have ended; fails when a byte is lost, added, changed or moved. */
    void run(Socket first, Socket second) throws Exception {
        // A side that ends before the other is there is closed.
        first.getOutputStream().write(1);
        assertThat(second.getInputStream().read()).isEqualTo(1);
        CompletableFuture<Void> oneWay = Streams.async(() -> way(first, second, 2 * seed));
        CompletableFuture<Void> otherWay = Streams.async(() -> way(second, first, 2 * seed + 1));
        try {
            oneWay.get(120, TimeUnit.SECONDS);
            otherWay.get(120, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("seed " + seed + (breaks ? ", which breaks" : ""), e);
        }
    }

    private Void way(Socket from, Socket to, long of) throws Exception {
        CompletableFuture<Void> sent = Streams.async(() -> send(from, of));
        receive(to, of);
        sent.get(120, TimeUnit.SECONDS);
        return null;
    }

    private Void send(Socket from, long of) throws IOException {
        Random script = random(of);
        Random content = random(~of);
        int left = length(of);
        int breaksAt = breaks && of % 2 == 0 ? left / 2 : -1;
        int largest = LARGEST_CHUNKS[script.nextInt(LARGEST_CHUNKS.length)];
        try {
            OutputStream out = from.getOutputStream();
            while (left > 0) {
                byte[] chunk = new byte[Math.min(left, 1 + script.nextInt(largest))];
                content.nextBytes(chunk);
                out.write(chunk);
                left -= chunk.length;
                stall(script);
                if (left <= breaksAt) {
                    from.setSoLinger(true, 0);
                    from.close();
                    return null;
                }
            }
            from.shutdownOutput();
        } catch (IOException e) {
            if (!breaks) {
                throw e;
            }
        }
        return null;
    }

    /** In bytes; small chunks make a short stream, or it would take for ever. */
    private static int length(long of) {
        Random random = random(of + 7);
        int longest = Math.min(LONGEST_STREAM, MOST_CHUNKS * LARGEST_CHUNKS[random(of).nextInt(LARGEST_CHUNKS.length)]);
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(20);
            case 1 -> random.nextInt(20_000);
            default -> random.nextInt(longest);
        };
    }

    private void receive(Socket to, long of) throws IOException {
        Random script = random(3 * of);
        // The same chunks, as nextBytes does not give the same bytes for others.
        Random sizes = random(of);
        Random content = random(~of);
        int left = length(of);
        int largest = LARGEST_CHUNKS[sizes.nextInt(LARGEST_CHUNKS.length)];
        InputStream in;
        try {
            in = to.getInputStream();
            while (left > 0) {
                byte[] chunk = new byte[Math.min(left, 1 + sizes.nextInt(largest))];
                content.nextBytes(chunk);
                byte[] read = in.readNBytes(chunk.length);
                if (read.length < chunk.length && breaks) {
                    assertThat(read).isEqualTo(Arrays.copyOf(chunk, read.length));
                    return;
                }
                assertThat(Arrays.equals(read, chunk))
                        .as("seed %d, %d bytes left, %d of %d read", seed, left, read.length, chunk.length).isTrue();
                left -= chunk.length;
                stallIn(sizes);
                stall(script);
            }
            assertThat(in.read()).as("seed %d: the end", seed).isEqualTo(-1);
        } catch (IOException e) {
            if (!breaks) {
                throw e;
            }
        }
    }

    private static void stall(Random random) {
        if (random.nextInt(STALL_ONE_IN) == 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(30)));
        }
    }

    /** Draws what {@link #stall} draws, without stalling. */
    private static void stallIn(Random random) {
        if (random.nextInt(STALL_ONE_IN) == 0) {
            random.nextInt(30);
        }
    }
}
