package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.Wire;
import io.netty.buffer.PooledByteBufAllocator;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Much that goes through two relays, which takes too long while Netty looks after each access to its buffers. */
class RelayHopIT extends TwoRelays {
    private static final int MEGABYTES = 20;
    private static final long MEGABYTE = 1024 * 1024;

    /** What sessions may make both relays hold while a reader stalls: water marks, not streams. */
    private static final long MOST_HELD = 64 * MEGABYTE;

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void carriesTwentyMegabytesEachWayUnchangedWhileOneReaderStalls(boolean firstWeb, boolean secondWeb)
            throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (Wire first = holder.leg(uuid, firstWeb)) {
            awaitParked(holder, uuid);
            try (Wire second = other.leg(uuid, secondWeb)) {
                CountDownLatch stalled = new CountDownLatch(1);
                CompletableFuture<byte[]> sentByFirst = Streams.async(() -> Streams.send(first, 1, MEGABYTES));
                CompletableFuture<byte[]> sentBySecond = Streams.async(() -> Streams.send(second, 2, MEGABYTES));
                CompletableFuture<byte[]> readByFirst = Streams.async(() -> Streams.read(first, MEGABYTES));
                CompletableFuture<byte[]> readBySecond = Streams.async(() -> {
                    stalled.await();
                    return Streams.read(second, MEGABYTES);
                });
                assertThat(readByFirst.get(60, TimeUnit.SECONDS)).isEqualTo(sentBySecond.get(60, TimeUnit.SECONDS));
                assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()).isLessThan(MOST_HELD);
                stalled.countDown();
                assertThat(readBySecond.get(60, TimeUnit.SECONDS)).isEqualTo(sentByFirst.get(60, TimeUnit.SECONDS));
                assertThat(other.events.hopsStarted).hasSize(1);
                assertThat(holder.events.sessionsStarted).hasSize(1);
            }
        }
    }

    @Test
    void aReaderThatStallsHoldsItsSenderUpThroughBothRelays() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (Wire first = holder.leg(uuid, false);
                Wire second = other.leg(uuid, false)) {
            assertMeet(first, second);
            AtomicLong sent = new AtomicLong();
            CompletableFuture<byte[]> endless = Streams.async(() -> {
                while (true) {
                    first.sendPayload(new byte[32 * 1024]);
                    sent.addAndGet(32 * 1024);
                }
            });
            AtomicLong before = new AtomicLong();
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(500))
                    .atMost(20, TimeUnit.SECONDS)
                    .until(() -> sent.get() == before.getAndSet(sent.get()) && sent.get() > 0);
            assertThat(sent.get()).as("the kernel's buffers and the water marks of both").isLessThan(MOST_HELD);
            assertThat(PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory()).isLessThan(MOST_HELD);
            // The other direction goes its way.
            CompletableFuture<byte[]> sentBack = Streams.async(() -> Streams.send(second, 77, MEGABYTES));
            assertThat(Streams.read(first, MEGABYTES)).isEqualTo(sentBack.get(60, TimeUnit.SECONDS));
            assertThat(endless).isNotDone();
        }
    }
}
