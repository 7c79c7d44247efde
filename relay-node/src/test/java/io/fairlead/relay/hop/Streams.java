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

    /** Of which {@link #send} and {@link #read} are told how many, in megabytes. */
    private static final int CHUNKS_OF_A_MEGABYTE = 1024 * 1024 / CHUNK;

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

    static byte[] send(Wire wire, long seed, int megabytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Random random = new Random(seed);
        for (int i = 0; i < megabytes * CHUNKS_OF_A_MEGABYTE; i++) {
            byte[] chunk = new byte[CHUNK];
            random.nextBytes(chunk);
            digest.update(chunk);
            wire.sendPayload(chunk);
        }
        return digest.digest();
    }

    static byte[] read(Wire wire, int megabytes) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        for (int i = 0; i < megabytes * CHUNKS_OF_A_MEGABYTE; i++) {
            digest.update(wire.receivePayload(Duration.ofSeconds(60)).orElseThrow());
        }
        return digest.digest();
    }
}
