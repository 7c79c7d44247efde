package io.fairlead.load.place;

import io.fairlead.load.client.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * What a session carries: the controller names a seed and a number of bytes; then both send that many at once, each
 * others, and each knows what must come. The device closes with a word on what came.
 */
final class Exchange {
    private static final Duration PATIENCE = Duration.ofSeconds(18);
    private static final int CHUNK = 16 * 1024;
    private static final int HELLO = Long.BYTES + Integer.BYTES;
    private static final byte[] EXACT = {1};
    private static final byte[] NOT_EXACT = {0};

    private final Wire wire;

    Exchange(Wire wire) {
        this.wire = wire;
    }

    /**
     * The controller's part.
     *
     * @param seed  of this session alone
     * @param bytes each way
     * @return when the device's first word came, {@link System#nanoTime}
     * @throws IOException when bytes are missing or other ones, on either side
     */
    long control(long seed, int bytes) throws IOException {
        wire.sendPayload(ByteBuffer.allocate(HELLO).putLong(seed).putInt(bytes).array());
        receive(PATIENCE);
        long connected = System.nanoTime();
        both(seed, ~seed, bytes);
        if (!Arrays.equals(receive(PATIENCE), EXACT)) {
            throw new IOException("other bytes came to the device than were sent");
        }
        return connected;
    }

    /**
     * The device's part.
     *
     * @return the session's seed
     * @throws IOException as {@link #control}
     */
    long serve() throws IOException {
        ByteBuffer hello = ByteBuffer.wrap(receive(Duration.ofSeconds(30)));
        long seed = hello.getLong();
        int bytes = hello.getInt();
        wire.sendPayload(EXACT);
        try {
            both(~seed, seed, bytes);
        } catch (OtherBytesException e) {
            wire.sendPayload(NOT_EXACT);
            throw e;
        }
        wire.sendPayload(EXACT);
        // The controller closes when it has read that.
        wire.receivePayload(PATIENCE);
        return seed;
    }

    private void both(long mine, long others, int bytes) throws IOException {
        CompletableFuture<Void> sent = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                Random random = new Random(mine);
                for (int left = bytes; left > 0; left -= CHUNK) {
                    wire.sendPayload(next(random, left));
                }
                sent.complete(null);
            } catch (IOException | RuntimeException e) {
                sent.completeExceptionally(e);
            }
        });
        Random random = new Random(others);
        for (int left = bytes; left > 0; left -= CHUNK) {
            if (!Arrays.equals(next(random, left), receive(PATIENCE))) {
                throw new OtherBytesException();
            }
        }
        try {
            sent.join();
        } catch (CompletionException e) {
            throw new IOException("not all bytes were sent", e.getCause());
        }
    }

    private static byte[] next(Random random, int left) {
        byte[] chunk = new byte[Math.min(left, CHUNK)];
        random.nextBytes(chunk);
        return chunk;
    }

    private byte[] receive(Duration timeout) throws IOException {
        return wire.receivePayload(timeout).orElseThrow(() -> new EOFException("the session ended early"));
    }

    private static final class OtherBytesException extends IOException {
        private static final long serialVersionUID = 1L;

        OtherBytesException() {
            super("other bytes came than were sent");
        }
    }
}
