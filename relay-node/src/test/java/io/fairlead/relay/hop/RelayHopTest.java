package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.relay.RelayAnnouncement;
import io.fairlead.cluster.relay.RelayAnnouncer;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.relay.RelayEvents.Refusal;
import io.fairlead.relay.config.RelayCaps;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.EndReason;
import io.fairlead.relay.leg.LegKind;
import io.fairlead.relay.leg.SessionSummary;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A session whose legs are on two relays, over real sockets: it is as one on one relay. */
class RelayHopTest extends TwoRelays {
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void carriesAllPairingsOfKinds(boolean firstWeb, boolean secondWeb) throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (Wire first = holder.leg(uuid, firstWeb)) {
            awaitParked(holder, uuid);
            try (Wire second = other.leg(uuid, secondWeb)) {
                CompletableFuture<byte[]> sentByFirst = Streams.async(() -> Streams.send(first, 1, 1));
                CompletableFuture<byte[]> sentBySecond = Streams.async(() -> Streams.send(second, 2, 1));
                CompletableFuture<byte[]> readByFirst = Streams.async(() -> Streams.read(first, 1));
                assertThat(Streams.read(second, 1)).isEqualTo(sentByFirst.get(60, TimeUnit.SECONDS));
                assertThat(readByFirst.get(60, TimeUnit.SECONDS)).isEqualTo(sentBySecond.get(60, TimeUnit.SECONDS));
                assertThat(holder.events.sessionsStarted)
                        .singleElement()
                        .extracting(SessionSummary::kinds)
                        .isEqualTo(kind(firstWeb) + "-" + kind(secondWeb));
                assertThat(other.events.hopsStarted).hasSize(1);
            }
        }
    }

    private static LegKind kind(boolean webSocket) {
        return webSocket ? LegKind.WEBSOCKET : LegKind.TCP;
    }

    @Test
    void metricsAndLogCountTheSessionOnceWhereItsFirstLegIs() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        InetSocketAddress client;
        try (TcpWire first = holder.tcpLeg(uuid)) {
            awaitParked(holder, uuid);
            try (TcpWire second = other.tcpLeg(uuid, "127.0.0.7")) {
                client = second.local();
                assertMeet(first, second);
                assertThat(holder.metric("fairlead_relay_sessions")).isEqualTo(1);
                assertThat(other.metric("fairlead_relay_sessions")).isZero();
                assertThat(other.metric("fairlead_relay_hops")).isEqualTo(1);
                await(() -> holder.metric("fairlead_relay_bytes_total") == 7);
                await(() -> other.metric("fairlead_relay_hop_bytes_total") == 7);
            }
        }
        await(() -> holder.events.sessionsEnded.size() == 1 && other.events.hopsEnded.size() == 1);
        SessionSummary session = holder.events.sessionsEnded.getFirst();
        assertThat(session.second().from()).as("the client's address, not the relay's").isEqualTo(client);
        assertThat(session.deviceId()).isEqualTo("123456789");
        assertThat(holder.metric("fairlead_relay_legs_total{outcome=\"paired\"}")).isEqualTo(2);
        assertThat(holder.metric("fairlead_relay_sessions_ended_total{reason=\"closed\"}")).isEqualTo(1);
        assertThat(other.metric("fairlead_relay_legs_total{outcome=\"paired\"}")).isZero();
        assertThat(other.metric("fairlead_relay_sessions_ended_total{reason=\"closed\"}")).isZero();
        assertThat(other.metric("fairlead_relay_bytes_total")).isZero();
        assertThat(other.metric("fairlead_relay_hops_started_total")).isEqualTo(1);
        assertThat(other.metric("fairlead_relay_hops_ended_total{reason=\"closed\"}")).isEqualTo(1);
        assertThat(other.metric("fairlead_relay_hops")).isZero();
        await(() -> holder.events.peerConnections == 0 && pairing.claims().isEmpty());
    }

    @Test
    void deliversWhatWasSentBeforeTheEndAndLetsTheOtherDirectionGoOn() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        byte[] much = new byte[20_000_000];
        new Random(3).nextBytes(much);
        try (TcpWire first = holder.tcpLeg(uuid)) {
            awaitParked(holder, uuid);
            try (TcpWire second = other.tcpLeg(uuid)) {
                CompletableFuture<Void> sent = Streams.async(() -> {
                    sendAndEnd(second, much);
                    return null;
                });
                assertSame(first.socket().getInputStream().readAllBytes(), much);
                sent.get(10, TimeUnit.SECONDS);
                CompletableFuture<Void> sentBack = Streams.async(() -> {
                    sendAndEnd(first, much);
                    return null;
                });
                assertSame(second.socket().getInputStream().readAllBytes(), much);
                sentBack.get(10, TimeUnit.SECONDS);
            }
        }
        await(() -> holder.events.sessionsEnded.size() == 1 && other.events.hopsEnded.size() == 1);
    }

    @Test
    void bothRelaysMoveTheBytesOnThePathThatIsAskedFor() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        byte[] much = new byte[5_000_000];
        try (TcpWire first = holder.tcpLeg(uuid)) {
            awaitParked(holder, uuid);
            try (TcpWire second = other.tcpLeg(uuid)) {
                assertMeet(first, second);
                CompletableFuture<Void> sent = Streams.async(() -> {
                    sendAndEnd(first, much);
                    return null;
                });
                assertThat(second.socket().getInputStream().readAllBytes()).hasSize(much.length);
                sent.get(10, TimeUnit.SECONDS);
            }
        }
        await(() -> holder.events.sessionsEnded.size() == 1 && other.events.hopsEnded.size() == 1);
        assertTookItsPath(holder.events.sessionsEnded.getFirst());
        assertTookItsPath(other.events.hopsEnded.getFirst());
    }

    private void assertTookItsPath(SessionSummary ended) {
        switch (path) {
            case AUTO -> assertThat(ended.bytesSpliced()).isPositive();
            case SPLICE -> {
                assertThat(ended.path()).isEqualTo(DataPath.SPLICE);
                assertThat(ended.bytesSpliced()).isPositive();
            }
            case COPY -> {
                assertThat(ended.path()).isEqualTo(DataPath.COPY);
                assertThat(ended.bytesSpliced()).isZero();
            }
            case NETTY -> {
                assertThat(ended.path()).isEqualTo(DataPath.NETTY);
                assertThat(ended.bytesSpliced()).isZero();
            }
        }
    }

    /** Without showing twenty million bytes when they differ. */
    private static void assertSame(byte[] read, byte[] sent) {
        assertThat(read).hasSize(sent.length);
        assertThat(Arrays.equals(read, sent)).isTrue();
    }

    private static void sendAndEnd(TcpWire wire, byte[] bytes) throws Exception {
        wire.socket().getOutputStream().write(bytes);
        wire.socket().shutdownOutput();
    }

    @Test
    void aFewBytesAndAnEndRightBehindTheRequestArrive() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (TcpWire first = holder.tcpLeg(uuid)) {
            awaitParked(holder, uuid);
            try (TcpWire second = other.tcpLeg(uuid)) {
                sendAndEnd(second, new byte[]{1, 2, 3});
                assertThat(first.socket().getInputStream().readAllBytes()).containsExactly(1, 2, 3);
            }
        }
    }

    @Test
    void closesBothSidesOfASessionThatIsIdle() throws Exception {
        TestRelay holder = start("one", options -> options.idle = Duration.ofSeconds(1));
        TestRelay other = start("two", options -> options.idle = Duration.ofSeconds(1));
        try (Wire first = holder.leg(uuid, false)) {
            awaitParked(holder, uuid);
            try (Wire second = other.leg(uuid, true)) {
                assertEnded(first);
                assertEnded(second);
            }
        }
        await(() -> holder.events.sessionsEnded.size() == 1 && other.events.hopsEnded.size() == 1);
        assertThat(holder.events.sessionsEnded.getFirst().reason()).isEqualTo(EndReason.IDLE);
    }

    @Test
    void closesTheOtherSideWhenOneAborts() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (TcpWire first = holder.tcpLeg(uuid);
                TcpWire second = other.tcpLeg(uuid)) {
            assertMeet(first, second);
            second.socket().setSoLinger(true, 0);
            second.close();
            assertEnded(first);
        }
    }

    @Test
    void aRelayThatWillDrainStillTakesWhoComesAndThenNobodyNew() throws Exception {
        TestRelay relay = start("one");
        CompletableFuture<Boolean> drained = Streams.async(
                () -> relay.server().drain(Duration.ofSeconds(2), PATIENCE));
        try (Wire first = relay.leg(uuid, false);
                Wire second = relay.leg(uuid, false)) {
            assertMeet(first, second);
            await(() -> relay.server().draining().isPositive());
            try (Wire refused = relay.leg("another session", false)) {
                assertEnded(refused);
            }
            assertThat(drained).isNotDone();
        }
        assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDrainingRelayTakesTheSecondLegFromAnotherAndWaitsForBothTheirSessions() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (Wire first = holder.leg(uuid, false)) {
            awaitParked(holder, uuid);
            assertThat(holder.server().drain(Duration.ofMillis(1))).as("a leg is parked").isFalse();
            CompletableFuture<Boolean> drained = Streams.async(() -> holder.server().drain(PATIENCE));
            try (Wire refused = holder.leg("another session", false)) {
                assertEnded(refused);
            }
            assertThat(holder.events.refused).containsExactly(Refusal.DRAINING);
            try (Wire second = other.leg(uuid, false)) {
                assertMeet(first, second);
                CompletableFuture<Boolean> otherDrained = Streams.async(() -> other.server().drain(PATIENCE));
                assertThat(other.server().drain(Duration.ofMillis(200))).as("a leg of its client runs").isFalse();
                assertThat(drained).isNotDone();
                assertMeet(first, second);
                first.close();
                second.close();
                assertThat(drained.get(20, TimeUnit.SECONDS)).isTrue();
                assertThat(otherDrained.get(20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    void refusesAClientThatTheOtherRelayHasBlockedAndKeepsTheFirstLeg() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        holder.console("Ba 127.0.0.9");
        try (Wire first = holder.leg(uuid, false)) {
            awaitParked(holder, uuid);
            try (Wire blocked = other.tcpLeg(uuid, "127.0.0.9")) {
                assertEnded(blocked);
            }
            assertThat(other.events.refused).containsExactly(Refusal.NOT_JOINED);
            try (Wire second = other.tcpLeg(uuid, "127.0.0.8")) {
                assertMeet(first, second);
                holder.console("Ba 127.0.0.8");
                assertEnded(second);
            }
        }
    }

    @Test
    void whatASecondLegSendsBeforeTheyMeetIsKeptWithinItsCap() throws Exception {
        RelayCaps small = new RelayCaps(100, 10, 10, 4096, 1024 * 1024, 4096);
        TestRelay holder = start("one", options -> options.caps = small);
        TestRelay other = start("two", options -> options.caps = small);
        byte[] much = new byte[5_000_000];
        new Random(5).nextBytes(much);
        try (TcpWire first = holder.tcpLeg(uuid)) {
            awaitParked(holder, uuid);
            try (TcpWire second = other.tcpLeg(uuid)) {
                CompletableFuture<Void> sent = Streams.async(() -> {
                    sendAndEnd(second, much);
                    return null;
                });
                assertSame(first.socket().getInputStream().readAllBytes(), much);
                sent.get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    void admissionIsAskedWhereTheClientArrives() throws Exception {
        SessionDirectory none = new SessionDirectory() {
            @Override
            public void announce(String session) {
                // Nothing is ever known.
            }

            @Override
            public CompletionStage<Boolean> announced(String session) {
                return CompletableFuture.completedStage(false);
            }
        };
        TestRelay holder = start("one");
        TestRelay strict = start("two", options -> options.known = Optional.of(none));
        try (Wire first = holder.leg(uuid, false)) {
            awaitParked(holder, uuid);
            try (Wire second = strict.leg(uuid, false)) {
                assertEnded(second);
            }
            assertThat(strict.events.refused).containsExactly(Refusal.NOT_ANNOUNCED);
            assertThat(holder.events.parked).isEqualTo(1);
        }
    }

    @Test
    void tellsRendezvousNodesHowItIsUntilItEnds() throws Exception {
        List<RelayAnnouncement> told = new CopyOnWriteArrayList<>();
        CountDownLatch withdrawn = new CountDownLatch(1);
        RelayAnnouncer announcer = new RelayAnnouncer() {
            @Override
            public void announce(RelayAnnouncement announcement) {
                assertThat(withdrawn.getCount()).isEqualTo(1);
                told.add(announcement);
            }

            @Override
            public void close() {
                withdrawn.countDown();
            }
        };
        TestRelay relay = start("one", options -> {
            options.announcer = Optional.of(announcer);
            options.caps = new RelayCaps(8, 10, 10, 4096, 1024 * 1024, 4096);
            options.totalBandwidth = 1e6;
        });
        assertThat(told)
                .containsExactly(new RelayAnnouncement("one", "relay.invalid", "north", 0, 0, false, "1"));
        try (Wire first = relay.leg(uuid, false);
                Wire second = relay.leg(uuid, false)) {
            assertMeet(first, second);
            await(() -> told.getLast().sessions() == 1 && told.getLast().load() == 2 / 8.0);
            assertThat(told.getLast().draining()).isFalse();
            assertThat(relay.server().drain(PATIENCE, Duration.ofMillis(1))).isFalse();
            assertThat(told.getLast().draining()).isTrue();
            assertThat(relay.server().draining()).as("it still takes who comes").isZero();
            assertThat(relay.server().drain(Duration.ofMillis(1))).isFalse();
            assertThat(told.getLast().draining()).isTrue();
        }
        relay.close();
        assertThat(withdrawn.await(0, TimeUnit.SECONDS)).isTrue();
    }
}
