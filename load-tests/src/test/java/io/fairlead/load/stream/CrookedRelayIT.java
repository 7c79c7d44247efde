package io.fairlead.load.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.stream.CrookedRelay.Wrong;
import io.fairlead.load.stream.SessionEnd.Reason;
import io.fairlead.load.traffic.MessageStream;
import io.fairlead.load.traffic.SessionKind;
import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.Side;
import io.fairlead.load.traffic.TrafficModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a relay does wrong is seen, and told for what it is. */
@EnabledOnOs(OS.LINUX)
class CrookedRelayIT {
    /** Somewhere in the payload of the first key frame. */
    private static final long OFFSET = 5000;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SHORT = Duration.ofMillis(500);

    private final Seen seen = new Seen();

    private static SessionPlan plan(long number, long millis) {
        return TrafficModel.standard().session(7, number, SessionKind.VIDEO)
                .lasting(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private SessionEnd run(Wrong wrong, double checked, Ending ending, Duration end) throws Exception {
        StreamSettings settings = StreamSettings.usual().withSample(checked, 1).withPatience(LONG, SHORT, end);
        try (CrookedRelay relay = new CrookedRelay(wrong, OFFSET);
                SessionStreams streams = new SessionStreams(settings, seen)) {
            LegSpec leg = LegSpec.tcp(relay.address());
            StreamHandle handle = streams.open(
                    new SessionSpec(plan(3, 700), UUID.randomUUID().toString(), "", ending, leg, leg));
            return handle.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private static long bytes(SessionPlan plan, Side side) {
        long bytes = 0;
        for (MessageStream stream = plan.messages(side); stream.hasMessage(); stream.advance()) {
            bytes += stream.bytes();
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aRelayThatDoesNothingWrongCarriesThePlanToTheLastByte(double checked) throws Exception {
        SessionEnd end = run(Wrong.NOTHING, checked, Ending.orderly(), LONG);
        assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.PLAN);
        assertThat(end.isAsPlanned()).isTrue();
        assertThat(end.controller().bytesReceived()).isEqualTo(bytes(plan(3, 700), Side.DEVICE))
                .isEqualTo(end.device().bytesSent()).isGreaterThan(100_000);
        assertThat(end.device().messagesReceived()).isEqualTo(end.controller().messagesSent());
        assertThat(end.device().bytesReceived()).isEqualTo(bytes(plan(3, 700), Side.CONTROLLER));
        assertThat(seen.corruptions).isEmpty();
        assertThat(seen.stalls).isEmpty();
        assertThat(seen.ends).containsExactly(end);
        assertThat(seen.started).hasValue(1);
        assertThat(seen.delivered.get())
                .isEqualTo(end.device().messagesReceived() + end.controller().messagesReceived());
        assertThat(seen.shortestDelay.get()).as("a message never arrives before it is due").isPositive();
        assertThat(seen.received.get()).isGreaterThan(seen.sent.get()).as("greetings are read, not sent, as messages")
                .isEqualTo(seen.sent.get() + 2 * (1 + Greeting.LENGTH));
    }

    @ParameterizedTest
    @CsvSource({"FLIP", "LOSE", "DOUBLE", "SWAP"})
    void aWrongByteIsToldWithItsPlace(Wrong wrong) throws Exception {
        SessionEnd end = run(wrong, 1, Ending.orderly(), LONG);
        assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.CORRUPT);
        assertThat(end.side()).contains(Side.CONTROLLER);
        Corruption corruption = seen.corruptions.element();
        assertThat(corruption.session()).isEqualTo(3);
        assertThat(corruption.sender()).isEqualTo(Side.DEVICE);
        // Behind the greeting's frame of 25 bytes there may be one small message before the key frame, and headers.
        long first = wrong == Wrong.DOUBLE ? OFFSET + 16 : OFFSET;
        assertThat(corruption.offset()).isBetween(first - 25 - 12, first - 25);
        assertThat(corruption.what()).contains("expected");
    }

    @ParameterizedTest
    @CsvSource({"LOSE, 16 bytes", "DOUBLE, 16 bytes more"})
    void sessionsThatAreNotComparedAreCounted(Wrong wrong, String told) throws Exception {
        SessionEnd end = run(wrong, 0, Ending.orderly(), SHORT.multipliedBy(2));
        assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.CORRUPT);
        assertThat(end.detail()).contains(told);
        assertThat(seen.corruptions).hasSize(1);
        if (wrong == Wrong.LOSE) {
            assertThat(seen.stalls).as("the wait was told of before").contains(Side.CONTROLLER);
        }
    }

    @Test
    void aFlippedByteOfASessionThatIsNotComparedPasses() throws Exception {
        SessionEnd end = run(Wrong.FLIP, 0, Ending.orderly(), LONG);
        assertThat(end.reason()).as("or the share to compare is not kept to").isEqualTo(Reason.PLAN);
    }

    @ParameterizedTest
    @CsvSource({"0", "1"})
    void aCutIsToldFromAnEndByPlan(double checked) throws Exception {
        SessionEnd end = run(Wrong.CUT, checked, Ending.orderly(), LONG);
        assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.CUT);
        assertThat(end.isAsPlanned()).isFalse();
        assertThat(end.detail()).contains("payload bytes had arrived");
        assertThat(seen.corruptions).isEmpty();
    }

    @Test
    void aRelayThatKeepsEverythingIsStalled() throws Exception {
        SessionEnd end = run(Wrong.KEEP_ALL, 1, Ending.orderly(), SHORT.multipliedBy(2));
        assertThat(end.reason()).as(end.detail()).isIn(Reason.STALLED, Reason.CORRUPT);
        assertThat(seen.stalls).isNotEmpty();
    }

    @Test
    void anEndThatIsNotPassedOnIsNoEndByPlan() throws Exception {
        SessionEnd end = run(Wrong.KEEP_THE_END, 1, Ending.orderly(), SHORT);
        assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.STALLED);
        assertThat(end.detail()).contains("end of one leg");
    }

    @Test
    void aSessionWithoutAMessageEndsByItself() throws Exception {
        try (CrookedRelay relay = new CrookedRelay(Wrong.NOTHING, 0);
                SessionStreams streams = new SessionStreams(StreamSettings.usual(), seen)) {
            LegSpec leg = LegSpec.tcp(relay.address());
            SessionPlan plan = TrafficModel.standard().session(7, 1, SessionKind.FILES).lasting(1);
            SessionEnd end = end(streams.open(new SessionSpec(plan, "empty", "", Ending.orderly(), leg, leg)));
            assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.PLAN);
            assertThat(end.device().messagesSent() + end.controller().messagesSent()).isZero();
        }
    }

    @Test
    void oneDirectionMayEndEarlyAndTheOtherGoesOn() throws Exception {
        SessionEnd end = run(Wrong.NOTHING, 1,
                new Ending.HalfClose(Side.CONTROLLER, TimeUnit.MILLISECONDS.toNanos(100)), LONG);
        assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.PLAN);
        assertThat(end.controller().bytesReceived()).isEqualTo(bytes(plan(3, 700), Side.DEVICE));
        assertThat(end.device().messagesReceived()).isEqualTo(end.controller().messagesSent());
    }

    @Test
    void aSideThatBreaksOffIsToldToTheOther() throws Exception {
        SessionEnd end = run(Wrong.NOTHING, 1,
                new Ending.Abort(Side.DEVICE, TimeUnit.MILLISECONDS.toNanos(200)), LONG);
        assertThat(end.reason()).as(end.detail()).isEqualTo(Reason.ABORTED);
        assertThat(end.isAsPlanned()).isTrue();
        assertThat(end.device().bytesSent()).isPositive().isLessThan(bytes(plan(3, 700), Side.DEVICE));
    }

    @Test
    void whoNeverMeetsTheOtherIsNotStarted() throws Exception {
        StreamSettings settings = StreamSettings.usual().withPatience(SHORT, SHORT, SHORT);
        try (CrookedRelay relay = new CrookedRelay(Wrong.NOTHING, 0);
                SessionStreams streams = new SessionStreams(settings, seen)) {
            LegSpec leg = LegSpec.tcp(relay.address());
            StreamHandle alone = streams.openLeg(Side.DEVICE, plan(1, 100), "alone", "", Ending.orderly(), leg);
            assertThat(end(alone).reason()).isEqualTo(Reason.NOT_STARTED);
            StreamHandle wrong = streams.openLeg(Side.DEVICE, plan(2, 100), "same", "", Ending.orderly(), leg);
            StreamHandle crossed = streams.openLeg(Side.CONTROLLER, plan(4, 100), "same", "", Ending.orderly(), leg);
            assertThat(end(wrong).reason()).as("paired with another session's leg").isEqualTo(Reason.CORRUPT);
            assertThat(end(crossed).isAsPlanned()).isFalse();
            relay.close();
            StreamHandle refused = streams.openLeg(Side.DEVICE, plan(5, 100), "alone", "", Ending.orderly(), leg);
            assertThat(end(refused).detail()).contains("111");
            assertThat(end(refused).reason()).isEqualTo(Reason.NOT_STARTED);
        }
    }

    private static SessionEnd end(StreamHandle handle) throws Exception {
        return handle.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void allEndWhenTheStreamsAreClosedAndNoneIsForgotten() throws Exception {
        List<StreamHandle> handles = new ArrayList<>();
        try (CrookedRelay relay = new CrookedRelay(Wrong.NOTHING, 0)) {
            LegSpec leg = LegSpec.tcp(relay.address());
            try (SessionStreams streams = new SessionStreams(StreamSettings.usual().withThreads(2, true), seen)) {
                for (int i = 0; i < 10; i++) {
                    handles.add(streams.open(
                            new SessionSpec(plan(i, 60_000), "session " + i, "", Ending.orderly(), leg, leg)));
                }
                Awaitility.await().atMost(LONG).until(() -> seen.started.get() == 10);
                handles.getFirst().close();
                assertThat(end(handles.getFirst()).reason()).isEqualTo(Reason.CLOSED);
            }
            for (StreamHandle handle : handles) {
                assertThat(handle.ended().toCompletableFuture()).isCompleted();
                assertThat(end(handle).reason()).isEqualTo(Reason.CLOSED);
            }
            assertThat(seen.ends).hasSize(10);
        }
    }
}
