package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import java.io.File;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Many sessions of all sorts at once, on one relay and across two, while limits change: not a byte is lost. */
class RandomTrafficIT extends TwoRelays {
    private static final int SESSIONS = Integer.getInteger("fairlead.fuzz.sessions", 60);
    private static final long SEED = Long.getLong("fairlead.fuzz.seed", System.nanoTime() % 1_000_000);

    @Test
    void everyByteArrivesOnceAndInOrderAndNoDescriptorIsLeft() throws Exception {
        // Whatever the machine loads at first is open afterwards.
        TestRelay zero = start("zero");
        TestRelay nought = start("nought");
        traffic(zero, nought, 4, SEED - 1000);
        zero.close();
        nought.close();
        int before = descriptors();
        TestRelay one = start("one");
        TestRelay two = start("two");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Void> changing = Streams.async(() -> {
            Random random = new Random(SEED);
            while (!done.get()) {
                // In megabits per second: from what holds all down to what holds nothing down.
                one.console("sb " + (random.nextBoolean() ? 1_000_000 : 20 + random.nextInt(200)));
                two.console("tb " + (random.nextBoolean() ? 1_000_000 : 400 + random.nextInt(2000)));
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            }
            return null;
        });
        traffic(one, two, SESSIONS, SEED);
        done.set(true);
        changing.get(10, TimeUnit.SECONDS);
        await(() -> one.server().drain(Duration.ofMillis(10))
                && two.server().drain(Duration.ofMillis(10)));
        await(() -> one.events.connections == 0 && two.events.connections == 0);
        await(() -> one.events.peerConnections == 0 && two.events.peerConnections == 0);
        one.close();
        two.close();
        await(() -> descriptors() <= before);
        assertThat(one.events.failures).isEmpty();
        assertThat(two.events.failures).isEmpty();
    }

    private static void traffic(TestRelay one, TestRelay two, int sessions, long seed) throws Exception {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            long its = seed + i;
            TestRelay other = i % 4 == 0 ? two : one;
            running.add(Streams.async(() -> {
                String session = "random " + its;
                try (TcpWire first = one.tcpLeg(session);
                        TcpWire second = other.tcpLeg(session)) {
                    first.socket().setSoTimeout(20_000);
                    second.socket().setSoTimeout(20_000);
                    new RandomTraffic(its).run(first.socket(), second.socket());
                }
                return null;
            }));
        }
        for (CompletableFuture<Void> each : running) {
            each.get(180, TimeUnit.SECONDS);
        }
    }

    private static int descriptors() {
        return new File("/proc/self/fd").list().length;
    }
}
