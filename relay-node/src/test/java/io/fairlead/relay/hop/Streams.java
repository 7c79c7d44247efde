package io.fairlead.relay.hop;

import io.fairlead.load.client.Wire;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** Much that is sent and read, told by its digest. */
final class Streams {
    private static final int CHUNK = 32 * 1024;
    private static final int CHUNKS = 20 * 1024 * 1024 / CHUNK;

    private Streams() {}

    static <T> CompletableFuture<T> async(Callable<T> job) {
        CompletableFuture<T> done = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                done.complete(job.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    static byte[] send(Wire wire, long seed) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(seed);
        for (int i = 0; i < CHUNKS; i++) {
            byte[] chunk = new byte[CHUNK];
            random.nextBytes(chunk);
            digest.update(chunk);
            wire.sendPayload(chunk);
        }
        return digest.digest();
    }

    static byte[] read(Wire wire) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < CHUNKS; i++) {
            digest.update(wire.receivePayload(Duration.ofSeconds(60)).orElseThrow());
        }
        return digest.digest();
    }
}
