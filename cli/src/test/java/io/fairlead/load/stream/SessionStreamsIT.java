package io.fairlead.load.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.option.Setting;
import io.fairlead.cli.run.TestServer;
import io.fairlead.load.bench.Sources;
import io.fairlead.load.stream.SessionEnd.Reason;
import io.fairlead.load.traffic.MessageKind;
import io.fairlead.load.traffic.MessageStream;
import io.fairlead.load.traffic.SessionKind;
import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.Side;
import io.fairlead.load.traffic.TrafficModel;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions as the traffic model plans them, through a Fairlead relay. */
@EnabledOnOs(OS.LINUX)
class SessionStreamsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final TrafficModel MODEL = TrafficModel.standard();

    @TempDir
    private Path directory;

    private final Seen seen = new Seen();
    private TestServer server;

    /** What streams have told. */
    private static final class Seen implements StreamEvents {
        private final AtomicLong started = new AtomicLong();
        private final AtomicLong delivered = new AtomicLong();
        private final AtomicLong beforeDue = new AtomicLong();
        private final Queue<Corruption> corruptions = new ConcurrentLinkedQueue<>();
        private final Queue<Side> stalls = new ConcurrentLinkedQueue<>();

        @Override
        public void started(long session, long setupNanos) {
            started.incrementAndGet();
        }

        @Override
        public void ended(SessionEnd end) {
            // Handles tell.
        }

        @Override
        public void sent(int bytes) {
            assertThat(bytes).isPositive();
        }

        @Override
        public void received(int bytes) {
            assertThat(bytes).isPositive();
        }

        @Override
        public void delivered(MessageKind kind, long intended, long arrived) {
            delivered.incrementAndGet();
            beforeDue.addAndGet(arrived < intended ? 1 : 0);
        }

        @Override
        public void late(long nanos) {
            assertThat(nanos).isNotNegative();
        }

        @Override
        public void corrupt(Corruption corruption) {
            corruptions.add(corruption);
        }

        @Override
        public void stalled(long session, Side reader, long nanos) {
            stalls.add(reader);
        }
    }

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of(
                Setting.SINGLE_BANDWIDTH, "1000000",
                Setting.TOTAL_BANDWIDTH, "1000000"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LegSpec leg(boolean webSocket, int number) {
        InetSocketAddress relay = server.target().relay();
        LegSpec leg = webSocket
                ? LegSpec.webSocket(new InetSocketAddress(relay.getAddress(), relay.getPort() + 2), "/ws/relay")
                : LegSpec.tcp(relay);
        return leg.from(Sources.LOOPBACK.address(number));
    }

    private SessionSpec spec(SessionPlan plan, boolean deviceWeb, boolean controllerWeb, Ending ending) {
        int first = (int) (2 * plan.number());
        return new SessionSpec(plan, UUID.randomUUID().toString(), server.target().key(), ending,
                leg(deviceWeb, first), leg(controllerWeb, first + 1));
    }

    private static SessionEnd end(StreamHandle handle) throws Exception {
        return handle.ended().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static long bytes(SessionPlan plan, Side side) {
        long bytes = 0;
        for (MessageStream stream = plan.messages(side); stream.hasMessage(); stream.advance()) {
            bytes += stream.bytes();
        }
        return bytes;
    }

    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void everyKindOfSessionArrivesToTheLastByteOverEveryKindOfLeg(boolean deviceWeb, boolean controllerWeb)
            throws Exception {
        StreamSettings settings = StreamSettings.usual().withSample(0.5, 1);
        try (SessionStreams streams = new SessionStreams(settings, seen)) {
            List<SessionPlan> plans = new ArrayList<>();
            List<StreamHandle> handles = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                SessionKind kind = SessionKind.values()[i % SessionKind.values().length];
                SessionPlan plan = MODEL.session(1, i, kind).lasting(TimeUnit.SECONDS.toNanos(2));
                plans.add(plan);
                handles.add(streams.open(spec(plan, deviceWeb, controllerWeb, Ending.orderly())));
            }
            long messages = 0;
            for (int i = 0; i < plans.size(); i++) {
                SessionEnd end = end(handles.get(i));
                assertThat(end.reason()).as(end.toString()).isEqualTo(Reason.PLAN);
                assertThat(end.controller().bytesReceived()).isEqualTo(bytes(plans.get(i), Side.DEVICE));
                assertThat(end.device().bytesReceived()).isEqualTo(bytes(plans.get(i), Side.CONTROLLER));
                messages += end.device().messagesReceived() + end.controller().messagesReceived();
            }
            assertThat(seen.delivered).hasValue(messages);
        }
        assertThat(seen.started).hasValue(40);
        assertThat(seen.beforeDue).as("arrived before they were to be sent").hasValue(0);
        assertThat(seen.corruptions).isEmpty();
    }

    @Test
    void oneDirectionMayEndEarlyAndASideMayBreakOff() throws Exception {
        try (SessionStreams streams = new SessionStreams(StreamSettings.usual().withSample(1, 1), seen)) {
            SessionPlan plan = MODEL.session(1, 7, SessionKind.VIDEO).lasting(TimeUnit.SECONDS.toNanos(1));
            StreamHandle half = streams.open(spec(plan, false, false,
                    new Ending.HalfClose(Side.CONTROLLER, TimeUnit.MILLISECONDS.toNanos(100))));
            assertThat(end(half).reason()).as(end(half).toString()).isEqualTo(Reason.PLAN);
            assertThat(end(half).controller().bytesReceived()).isEqualTo(bytes(plan, Side.DEVICE));
            for (boolean web : new boolean[]{false, true}) {
                StreamHandle aborted = streams.open(spec(plan, web, web,
                        new Ending.Abort(Side.DEVICE, TimeUnit.MILLISECONDS.toNanos(200))));
                assertThat(end(aborted).reason()).as(end(aborted).toString()).isEqualTo(Reason.ABORTED);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void aSlowReaderHoldsItsSenderUpAndGetsEverythingInTheEnd(boolean web) throws Exception {
        SessionPlan plan = MODEL.session(1, 5, SessionKind.VIDEO).lasting(TimeUnit.SECONDS.toNanos(4));
        long planned = bytes(plan, Side.DEVICE);
        // At this rate what is planned for four seconds takes eight.
        long rate = planned / 8;
        try (SessionStreams streams = new SessionStreams(StreamSettings.usual().withSample(1, 1), seen)) {
            SessionSpec spec = spec(plan, false, web, Ending.orderly());
            StreamHandle handle = streams.open(new SessionSpec(plan, spec.uuid(), spec.key(), spec.ending(),
                    spec.device(), spec.controller().readingAt(rate)));
            Awaitility.await().atMost(PATIENCE).until(() -> seen.started.get() == 1);
            long began = System.nanoTime();
            SessionEnd end = end(handle);
            assertThat(end.reason()).as(end.toString()).isEqualTo(Reason.PLAN);
            assertThat(end.controller().bytesReceived()).isEqualTo(planned);
            assertThat(System.nanoTime() - began).as("no faster than it reads")
                    .isGreaterThan(TimeUnit.SECONDS.toNanos(6));
        }
        assertThat(seen.corruptions).isEmpty();
    }

    @Test
    void legsThatAreOpenedByDifferentPartsMeetAndARelayThatGoesAwayHasCutThem() throws Exception {
        try (SessionStreams streams = new SessionStreams(StreamSettings.usual().withThreads(2, false), seen)) {
            List<StreamHandle> handles = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                SessionPlan plan = MODEL.session(1, i, SessionKind.OFFICE).lasting(TimeUnit.MINUTES.toNanos(10));
                SessionSpec spec = spec(plan, i % 2 == 0, i % 3 == 0, Ending.orderly());
                handles.add(streams.openLeg(
                        Side.CONTROLLER, plan, spec.uuid(), spec.key(), spec.ending(), spec.controller()));
                handles.add(streams.openLeg(Side.DEVICE, plan, spec.uuid(), spec.key(), spec.ending(), spec.device()));
            }
            Awaitility.await().atMost(PATIENCE).until(() -> seen.started.get() == 10);
            server.close();
            for (StreamHandle handle : handles) {
                assertThat(end(handle).reason()).as(end(handle).toString()).isEqualTo(Reason.CUT);
            }
        }
    }

    @Test
    void whoHasTheWrongKeyIsNotStarted() throws Exception {
        try (SessionStreams streams = new SessionStreams(StreamSettings.usual(), seen)) {
            SessionPlan plan = MODEL.session(1, 1);
            for (boolean web : new boolean[]{false, true}) {
                SessionSpec right = spec(plan, web, web, Ending.orderly());
                StreamHandle handle = streams.open(new SessionSpec(plan, right.uuid(), "wrong", right.ending(),
                        right.device(), right.controller()));
                assertThat(end(handle).reason()).as(end(handle).toString()).isEqualTo(Reason.NOT_STARTED);
            }
        }
        assertThat(seen.started).hasValue(0);
    }
}
