package io.fairlead.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cli.option.Setting;
import io.fairlead.cli.run.TestServer;
import io.fairlead.load.bench.Sources;
import io.fairlead.load.record.GeneratorWatch;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.stream.StreamSettings;
import io.fairlead.load.traffic.TrafficModel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clients in numbers against a real server. */
@EnabledOnOs(OS.LINUX)
class FleetIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int UDP = 400;
    private static final int TCP = 30;
    private static final int WEB_SOCKET = 20;
    private static final int ALL = UDP + TCP + WEB_SOCKET;
    /** Every way that there is, often enough to be seen. */
    private static final Habits HABITS = new Habits(0.3, 0.3, 0.5, 0.2, 0.1, 0.1, 1, 20);

    @TempDir
    private Path directory;

    private final Recorder recorder = new Recorder(System::nanoTime, Duration.ofSeconds(1));
    private final GeneratorWatch watch = new GeneratorWatch(recorder);
    private TestServer server;
    private CarriedSessions sessions;
    private Fleet fleet;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of());
        TrafficModel model = TrafficModel.standard().withDurations(0.001);
        sessions = new CarriedSessions(new CarriedSessions.Plan(model, 1, server.target().key(), 50,
                StreamSettings.usual().withSample(1, 1)), recorder, watch);
        fleet = new Fleet(new FleetPlan(server.target(), 1, Sources.LOOPBACK, UDP, TCP, WEB_SOCKET, 4, 0.2, 0, ALL, 0),
                HABITS, new SessionNames(directory.hashCode(), 0), sessions, recorder, watch);
    }

    @AfterEach
    void stop() {
        fleet.close();
        sessions.close();
        watch.close();
        server.close();
    }

    private double count(String name) {
        return recorder.count(name, unit(name), "").total();
    }

    private static String unit(String name) {
        return switch (name) {
            case "devices.went-offline" -> "devices";
            case "devices.registrations" -> "registrations";
            case "sessions.started", "sessions.ended-as-planned" -> "sessions";
            default -> "introductions";
        };
    }

    private RunRecord record() {
        return recorder.finish(new RunInfo("fleet", "", 1, new RunInfo.Target("here", "127.0.0.1", ""),
                MachineInfo.here(), Instant.now(), Map.of(), Map.of()));
    }

    private double online() {
        return recorder.tick().map(interval -> interval.level("devices.online")).orElse(Double.NaN);
    }

    @Test
    void allRegisterIntroductionsOfEveryKindSucceedAndSessionsCarryEveryByte() {
        fleet.present(1);
        await().atMost(PATIENCE).until(this::online, present -> present == ALL);
        fleet.rates(60, 10);
        for (String way : new String[]{"direct", "relay", "same-site", "fallbacks", "refused-rightly"}) {
            await(way).atMost(PATIENCE).until(() -> count("introductions." + way) >= 5);
        }
        await().atMost(PATIENCE).until(() -> count("sessions.started") >= 40);
        fleet.rates(0, 0);
        await().atMost(PATIENCE).until(() -> count("sessions.ended-as-planned") >= count("sessions.started"));

        RunRecord record = record();
        assertThat(record.failures()).as("failures").allSatisfy(kind -> assertThat(kind.total()).as(kind.name())
                .isZero());
        assertThat(record.timing("introductions.answer").orElseThrow().whole().getTotalCount()).isGreaterThan(25);
        assertThat(record.timing("queries.answer").orElseThrow().whole().getTotalCount()).isPositive();
        assertThat(record.series("introductions.unsigned").map(Series::total)).hasValue(0.0);
        assertThat(record.series("traffic.received").map(Series::total).orElse(0.0)).isGreaterThan(100_000);
    }

    @Test
    void devicesThatMoveAreAskedForTheirKeysAndAreBackThoseThatLeaveGoOffline() throws Exception {
        fleet.present(1);
        await().atMost(PATIENCE).until(this::online, present -> present == ALL);
        double before = count("devices.registrations");
        fleet.move(3);
        // Each third home of four: those on UDP at their next heartbeat, the others when they have opened again.
        await().atMost(PATIENCE).until(() -> count("devices.registrations") - before >= 0.3 * ALL);
        await().atMost(PATIENCE).until(this::online, present -> present == ALL);
        fleet.present(0.5);
        await().atMost(PATIENCE).until(this::online, present -> present == ALL / 2.0);
        await().atMost(PATIENCE).until(() -> server.metrics().lines()
                .filter(line -> line.startsWith("fairlead_rendezvous_devices "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum() == ALL / 2.0);
        assertThat(record().failures()).as("failures").allSatisfy(kind -> assertThat(kind.total()).as(kind.name())
                .isZero());
    }

    @Test
    void aServerThatComesBackHasAllDevicesAgain() throws Exception {
        fleet.present(1);
        await().atMost(PATIENCE).until(this::online, present -> present == ALL);
        int port = server.target().port();
        server.close();
        await().atMost(PATIENCE).until(() -> count("devices.went-offline") >= ALL);
        server = TestServer.start(directory, Map.of(Setting.PORT, String.valueOf(port)));
        await().atMost(PATIENCE).until(this::online, present -> present == ALL);
    }
}
