package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.relay.RelayEvents.PeerRefusal;
import io.fairlead.relay.leg.PeerRelays.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Legs on several relays when something is in their way. */
class RelayHopFailureTest extends TwoRelays {
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

    @Test
    void legsThatArriveAtOnceMakeExactlyOneSession() throws Exception {
        int pairs = 200;
        TestRelay one = start("one");
        TestRelay two = start("two");
        Random random = new Random(11);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < pairs; i++) {
                String session = "session " + i;
                List<TestRelay> order = new ArrayList<>(List.of(one, two));
                Collections.shuffle(order, random);
                var first = threads.submit(() -> order.get(0).tcpLeg(session));
                var second = threads.submit(() -> order.get(1).tcpLeg(session));
                try (Wire a = first.get();
                        Wire b = second.get()) {
                    assertMeet(a, b);
                }
            }
        }
        await(() -> one.events.sessionsEnded.size() + two.events.sessionsEnded.size() == pairs);
        await(() -> one.events.hopsEnded.size() + two.events.hopsEnded.size() == pairs);
        assertThat(one.events.sessionsStarted.size() + two.events.sessionsStarted.size()).isEqualTo(pairs);
        assertThat(one.events.hopsFailed).isEmpty();
        assertThat(two.events.hopsFailed).isEmpty();
        await(() -> one.events.parked == 0 && two.events.parked == 0);
        await(() -> one.events.connections == 0 && two.events.connections == 0);
        await(() -> one.events.peerConnections == 0 && two.events.peerConnections == 0);
        await(() -> pairing.claims().isEmpty());
        assertThat(one.server().drain(Duration.ofSeconds(5))).isTrue();
        assertThat(two.server().drain(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void aRelayWithAnotherSecretIsRefusedAndSeesNoByteOfTheSession() throws Exception {
        TestRelay holder = start("one");
        TestRelay stranger = start("two", options -> options.secret = "guessed, but wrong");
        try (Wire first = holder.leg(uuid, false)) {
            awaitParked(holder, uuid);
            try (Wire second = stranger.leg(uuid, false)) {
                second.sendPayload(new byte[]{1});
                await(() -> stranger.events.hopsFailed.contains(Failure.WRONG_PROOF));
                assertThat(holder.events.peersRefused).containsOnly(PeerRefusal.WRONG_PROOF);
                assertThat(holder.metric("fairlead_relay_peers_refused_total{reason=\"wrong_proof\"}"))
                        .isGreaterThanOrEqualTo(1);
                assertThat(holder.events.parked).isEqualTo(1);
                assertThat(holder.events.sessionsStarted).isEmpty();
                // It cannot be joined there, so it waits here.
                awaitParked(stranger, uuid);
            }
        }
    }

    @Test
    void whoListensMustProveItselfTooBeforeAByteOfTheSessionFlows() throws Exception {
        TestRelay relay = start("two");
        try (ServerSocket impostor = new ServerSocket(0, 1, HERE)) {
            pairing.claims().put(uuid, new LegHolder("one", "127.0.0.1:" + impostor.getLocalPort()));
            try (TcpWire leg = relay.tcpLeg(uuid)) {
                leg.socket().getOutputStream().write("for the other side only".getBytes());
                try (Socket caught = impostor.accept()) {
                    caught.setSoTimeout(10_000);
                    byte[] challenge = new byte[33];
                    challenge[0] = 1;
                    caught.getOutputStream().write(frame(challenge));
                    byte[] hello = readFrame(caught.getInputStream());
                    assertThat(new String(hello)).doesNotContain("for the other side");
                    byte[] answer = new byte[34];
                    answer[32] = 1;
                    caught.getOutputStream().write(frame(answer));
                    assertThat(caught.getInputStream().read()).as("closed, and nothing sent").isEqualTo(-1);
                }
                await(() -> relay.events.hopsFailed.contains(Failure.WRONG_PROOF));
                awaitParked(relay, uuid);
            }
        }
    }

    private static byte[] frame(byte[] payload) {
        byte[] frame = new byte[payload.length + 2];
        frame[0] = (byte) (payload.length << 2 | 1);
        frame[1] = (byte) (payload.length >> 6);
        System.arraycopy(payload, 0, frame, 2, payload.length);
        return frame;
    }

    private static byte[] readFrame(InputStream in) throws IOException {
        int first = in.read();
        if (first < 0) {
            throw new IOException("ended");
        }
        int length = first >> 2;
        if ((first & 3) == 1) {
            length |= in.read() << 6;
        }
        return in.readNBytes(length);
    }

    @Test
    void aHelloThatIsSaidAgainIsRefused() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (ServerSocket between = new ServerSocket(0, 1, HERE)) {
            pairing.route(there -> new LegHolder(there.nodeId(), "127.0.0.1:" + between.getLocalPort()));
            try (Wire first = holder.leg(uuid, false)) {
                awaitParked(holder, uuid);
                byte[] hello;
                try (Wire second = other.leg(uuid, false);
                        Socket in = between.accept();
                        Socket out = new Socket(HERE, holder.peerPort())) {
                    in.getOutputStream().write(frame(readFrame(out.getInputStream())));
                    hello = readFrame(in.getInputStream());
                    out.getOutputStream().write(frame(hello));
                    in.getOutputStream().write(frame(readFrame(out.getInputStream())));
                    await(() -> other.events.hopsStarted.size() == 1);
                    second.sendPayload(new byte[]{8});
                    out.getOutputStream().write(frame(readFrame(in.getInputStream())));
                    assertThat(first.receivePayload(PATIENCE)).as("the way led through here").hasValue(new byte[]{8});
                }
                assertEnded(first);
                try (Wire next = holder.leg(uuid, false);
                        Socket replay = new Socket(HERE, holder.peerPort())) {
                    await(() -> holder.events.parked == 1);
                    replay.setSoTimeout(10_000);
                    readFrame(replay.getInputStream());
                    replay.getOutputStream().write(frame(hello));
                    assertThat(replay.getInputStream().read()).as("closed without a word").isEqualTo(-1);
                    assertThat(holder.events.peersRefused).containsExactly(PeerRefusal.WRONG_PROOF);
                    assertThat(holder.events.parked).isEqualTo(1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theClaimOfARelayThatIsDeadIsTakenOverAndThePairMeets(boolean onOneNode) throws Exception {
        TestRelay one = start("one");
        TestRelay two = start("two");
        pairing.claims().put(uuid, new LegHolder("dead", "127.0.0.1:" + closedPort()));
        try (Wire first = one.leg(uuid, false)) {
            awaitParked(one, uuid);
            assertThat(one.metric("fairlead_relay_hops_failed_total{reason=\"unreachable\"}")).isEqualTo(1);
            try (Wire second = (onOneNode ? one : two).leg(uuid, false)) {
                assertMeet(first, second);
            }
        }
        await(() -> pairing.claims().isEmpty());
        assertThat(one.events.sessionsStarted).hasSize(1);
        assertThat(two.events.sessionsStarted).isEmpty();
    }

    @Test
    void legsOfTwoNodesThatBothFindADeadRelaysClaimMeet() throws Exception {
        TestRelay one = start("one");
        TestRelay two = start("two");
        for (int i = 0; i < 50; i++) {
            String session = "session " + i;
            pairing.claims().put(session, new LegHolder("dead", "127.0.0.1:" + closedPort()));
            try (Wire first = one.leg(session, false);
                    Wire second = two.leg(session, false)) {
                assertMeet(first, second);
            }
        }
        await(() -> pairing.claims().isEmpty());
        assertThat(one.events.sessionsStarted.size() + two.events.sessionsStarted.size()).isEqualTo(50);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void legsOfOneNodeMeetWhileBothAreOnTheirWayToARelayThatDoesNotAnswer() throws Exception {
        TestRelay one = start("one", options -> options.handshake = Duration.ofMillis(700));
        try (ServerSocket silent = new ServerSocket(0, 10, HERE)) {
            pairing.claims().put(uuid, new LegHolder("frozen", "127.0.0.1:" + silent.getLocalPort()));
            try (Wire first = one.leg(uuid, false);
                    Socket _ = silent.accept();
                    Wire second = one.leg(uuid, true)) {
                assertMeet(first, second);
            }
        }
        await(() -> pairing.claims().isEmpty() && one.events.parked == 0);
        assertThat(one.server().drain(Duration.ofSeconds(5))).as("nothing counts as under way").isTrue();
    }

    @Test
    void aNameIsResolvedAndOneThatDoesNotExistIsAnUnreachableRelay() throws Exception {
        TestRelay holder = start("one", options -> options.host = "localhost");
        TestRelay other = start("two");
        try (Wire first = holder.leg(uuid, false);
                Wire second = other.leg(uuid, false)) {
            assertMeet(first, second);
        }
        pairing.claims().put("lost", new LegHolder("nowhere", "no-such-relay.invalid:21121"));
        try (Wire first = other.leg("lost", false);
                Wire second = other.leg("lost", false)) {
            assertMeet(first, second);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRelayThatDoesNotHoldTheLegRefusesAndNeverHopsOn(boolean releasesAreLost) throws Exception {
        TestRelay one = start("one");
        TestRelay two = start("two");
        TestRelay three = start("three");
        if (releasesAreLost) {
            pairing.ignoreReleases();
        }
        pairing.claims().put(uuid, one.holder());
        try (Wire first = two.leg(uuid, false)) {
            awaitParked(two, uuid);
            assertThat(two.events.hopsFailed).contains(Failure.NOT_PARKED);
            assertThat(one.events.peersRefused).contains(PeerRefusal.NOT_PARKED);
            assertThat(one.events.parked).isZero();
            try (Wire second = three.leg(uuid, false)) {
                assertMeet(first, second);
            }
        }
        assertThat(one.events.hopsStarted).isEmpty();
        assertThat(one.events.sessionsStarted).isEmpty();
        assertThat(two.events.sessionsStarted).hasSize(1);
        assertThat(three.events.hopsStarted).hasSize(1);
    }

    @Test
    void aFirstLegThatGoesWhileTheSecondIsOnItsWayLeavesTheSecondParked() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (ServerSocket between = new ServerSocket(0, 10, HERE)) {
            pairing.route(there -> there.nodeId().equals("one")
                    ? new LegHolder("one", "127.0.0.1:" + between.getLocalPort())
                    : there);
            Wire first = holder.leg(uuid, false);
            awaitParked(holder, uuid);
            try (Wire second = other.leg(uuid, false)) {
                try (Socket in = between.accept();
                        Socket out = new Socket(HERE, holder.peerPort())) {
                    first.close();
                    await(() -> holder.events.parked == 0);
                    in.getOutputStream().write(frame(readFrame(out.getInputStream())));
                    out.getOutputStream().write(frame(readFrame(in.getInputStream())));
                    in.getOutputStream().write(frame(readFrame(out.getInputStream())));
                    awaitParked(other, uuid);
                }
                try (Wire next = holder.leg(uuid, false)) {
                    assertMeet(second, next);
                }
            }
        }
    }

    @Test
    void aClientThatGoesWhileItIsOnItsWayTakesNobodysPlace() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (ServerSocket between = new ServerSocket(0, 10, HERE);
                Wire first = holder.leg(uuid, false)) {
            awaitParked(holder, uuid);
            pairing.route(_ -> new LegHolder("one", "127.0.0.1:" + between.getLocalPort()));
            TcpWire gone = other.tcpLeg(uuid);
            try (Socket in = between.accept()) {
                gone.socket().setSoLinger(true, 0);
                gone.close();
                in.setSoTimeout(10_000);
                assertThat(in.getInputStream().read()).as("not waited for any more").isEqualTo(-1);
            }
            await(() -> other.events.connections == 0);
            assertThat(other.events.hopsFailed).isEmpty();
            assertThat(pairing.claims()).containsEntry(uuid, holder.holder());
            pairing.route(there -> there);
            try (Wire second = other.leg(uuid, false)) {
                assertMeet(first, second);
            }
        }
        assertThat(other.server().drain(Duration.ofSeconds(5))).as("nothing counts as under way").isTrue();
    }

    @Test
    void aLegWhosePartnerNeverComesIsClosedInTimeHoweverItWasSentAbout() throws Exception {
        TestRelay one = start("one", options -> {
            options.parking = Duration.ofMillis(500);
            options.handshake = Duration.ofMillis(700);
        });
        try (ServerSocket silent = new ServerSocket(0, 10, HERE)) {
            pairing.claims().put(uuid, new LegHolder("frozen", "127.0.0.1:" + silent.getLocalPort()));
            try (Wire leg = one.leg(uuid, false)) {
                assertEnded(leg);
            }
        }
        await(() -> one.events.neverPaired.size() == 1 && pairing.claims().isEmpty());
    }

    @Test
    void killingTheHolderEndsTheSessionOfItsPeersClientOnly() throws Exception {
        TestRelay holder = start("one");
        TestRelay other = start("two");
        try (Wire first = holder.leg(uuid, false);
                Wire bystander = other.leg("another", false);
                Wire friend = other.leg("another", false)) {
            awaitParked(holder, uuid);
            try (Wire second = other.leg(uuid, false)) {
                assertMeet(first, second);
                CompletableFuture<Void> closed = Streams.async(() -> {
                    holder.server().close();
                    return null;
                });
                assertEnded(second);
                closed.get(20, TimeUnit.SECONDS);
                assertMeet(bystander, friend);
            }
        }
    }
}
