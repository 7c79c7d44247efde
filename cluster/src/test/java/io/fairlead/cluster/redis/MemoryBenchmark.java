package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.RouteClaim;
import io.fairlead.cluster.peer.StoreOutcome;
import io.fairlead.load.lab.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/**
 * What devices cost in Redis, in memory and time. Prints it; run by name: {@code mvn -pl cluster -am test
 * -Dtest=MemoryBenchmark -Dsurefire.failIfNoSpecifiedTests=false}. Needs a gigabyte.
 */
class MemoryBenchmark {
    private static final int DEVICES = 1_000_000;
    private static final int AT_ONCE = 1000;

    @Test
    void aMillionDevices() throws Exception {
        Random random = new Random(1);
        byte[][] keys = new byte[DEVICES][32];
        for (byte[] key : keys) {
            random.nextBytes(key);
        }
        try (RedisSetup redis = RedisSetup.single()) {
            TestNode node = TestNode.open(redis.config("fairlead", 0), "rendezvous-1-4f2a9c");
            long empty = used(redis.process(0));
            // As clients on Windows and Linux have it: the machine's id, 36 letters.
            measure("identities stored", i -> node.store(new DeviceIdentity(String.valueOf(100_000_000 + i),
                    OpaqueBytes.copyOf("%08x-1111-2222-3333-%012x".formatted(i, i).getBytes(StandardCharsets.UTF_8)),
                    OpaqueBytes.copyOf(keys[i]), "203.0." + i % 250 + "." + i / 250 % 250), Optional.empty()),
                    new StoreOutcome.Stored());
            long identities = used(redis.process(0));
            measure("routes claimed", i -> node.claimRoute(String.valueOf(100_000_000 + i), "rendezvous-1-4f2a9c",
                    Transport.UDP, observed(i), Duration.ZERO).thenApply(RouteClaim.Claimed.class::isInstance), true);
            long routes = used(redis.process(0));
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < 5000; i++) {
                ids.add(String.valueOf(100_000_000 + i * 200));
            }
            for (int i = 0; i < 5; i++) {
                long start = System.nanoTime();
                await(node.online(ids));
                System.out.printf("5000 states: %d ms%n", (System.nanoTime() - start) / 1_000_000);
            }
            System.out.printf("identity: %d bytes a device, with route: %d; a million: %d MB, with routes: %d MB%n",
                    (identities - empty) / DEVICES, (routes - empty) / DEVICES, (identities - empty) / 1_000_000,
                    (routes - empty) / 1_000_000);
            node.end();
        }
    }

    private static InetSocketAddress observed(int i) {
        return new InetSocketAddress(InetAddress.ofLiteral("203.0." + i % 250 + "." + i / 250 % 250),
                1024 + i % 60_000);
    }

    private static <T> void measure(String what, IntFunction<CompletionStage<T>> work, T expected) {
        long start = System.nanoTime();
        for (int i = 0; i < DEVICES; i += AT_ONCE) {
            List<CompletionStage<T>> batch = new ArrayList<>(AT_ONCE);
            for (int j = i; j < i + AT_ONCE; j++) {
                batch.add(work.apply(j));
            }
            batch.forEach(one -> assertThat(await(one)).isEqualTo(expected));
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.printf("%s: %d in %d ms (%d/s)%n", what, DEVICES, millis, DEVICES * 1000L / millis);
    }

    private static long used(RedisProcess redis) throws IOException {
        return redis.ask("INFO", "memory").lines().filter(line -> line.startsWith("used_memory:"))
                .mapToLong(line -> Long.parseLong(line.substring("used_memory:".length()).strip())).findFirst()
                .orElseThrow();
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
