package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import io.fairlead.cli.monitoring.AlertRules;
import io.fairlead.cli.monitoring.Dashboard;
import io.fairlead.cli.monitoring.Installed;
import io.fairlead.cli.monitoring.PromQuery;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Session;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.protocol.message.NatType;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus reads three nodes on one Redis while clients meet through them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIT {
    private static final int BYTES = 300_000;
    /** Much: a machine that is busy else takes that long for what otherwise takes seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);
    /** Between two sessions of a kind, so that the load leaves the processor to what is measured. */
    private static final long PAUSE_MILLIS = 300;

    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress THERE = InetAddress.ofLiteral("127.0.0.3");

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicReference<Exception> lastFailure = new AtomicReference<>();
    private final ScheduledExecutorService load = Executors.newScheduledThreadPool(10);
    private TestCluster cluster;
    private PrometheusProcess prometheus;

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        Installed.assume("prometheus");
        Certificates.make(directory, "web");
        Map<Setting, String> all = Map.of(
                Setting.REGISTER_PK_PER_ADDRESS, "0",
                Setting.REGION, "north",
                Setting.AUDIT_FILE, "audit.jsonl");
        cluster = new TestCluster(directory, all);
        open.add(cluster);
        cluster.start(
                Map.of(
                        Setting.CLUSTER_PORT, String.valueOf(TestCluster.freePort()),
                        Setting.WEB_PORT, String.valueOf(TestCluster.freePort()),
                        Setting.TLS_CERT, directory.resolve("cert.pem").toString(),
                        Setting.TLS_KEY, directory.resolve("key.pem").toString()),
                all);
        prometheus = new PrometheusProcess(directory, List.of(scraped(0), scraped(1), scraped(2)));
        open.add(prometheus);
        await().atMost(PATIENCE).until(prometheus::isUp);
        meet(device(0, false), device(1, true));
    }

    @AfterAll
    void stop() throws Exception {
        load.shutdownNow();
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        assertThat(load.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private String metricsUrl(int node) {
        return cluster.node(node).summary().lines().filter(line -> line.endsWith("/metrics"))
                .map(line -> line.substring(line.indexOf("http"))).findFirst().orElseThrow();
    }

    private String scraped(int node) {
        return "127.0.0.1:" + URI.create(metricsUrl(node).replace("*", "127.0.0.1")).getPort();
    }

    private String device(int node, boolean webSocketLegs) throws Exception {
        DeviceProfile made = DeviceProfile.random(new Random(node), THERE);
        DeviceProfile quick = new DeviceProfile(made.id(), made.uuid(), made.publicKey(), THERE,
                Duration.ofMillis(500), made.version());
        SimulatedDevice device = SimulatedDevice.start(cluster.target(node), quick, webSocketLegs);
        open.add(device);
        device.registered().toCompletableFuture().get(20, TimeUnit.SECONDS);
        return quick.id();
    }

    /** Direct, in one intranet, and relayed, from both nodes, until the test ends. */
    private void meet(String udp, String webSocket) {
        for (int node = 0; node < 2; node++) {
            SimulatedController far = new SimulatedController(cluster.target(node), HERE);
            SimulatedController near = new SimulatedController(cluster.target(node), THERE);
            again(() -> far.connect(udp, Request.direct(BYTES)));
            again(() -> near.connect(udp, Request.direct(BYTES)));
            again(() -> far.connect(udp, new Request(false, true, NatType.ASYMMETRIC, BYTES)));
            again(() -> far.connect(udp, new Request(true, false, NatType.ASYMMETRIC, BYTES)));
            again(() -> far.connect(webSocket, new Request(false, true, NatType.ASYMMETRIC, BYTES)));
        }
    }

    /** One that fails, as on a machine that is too busy, does not end the load; it is told when data is missing. */
    private void again(Callable<Session> session) {
        ScheduledFuture<?> _ = load.scheduleWithFixedDelay(() -> {
            try {
                session.call();
            } catch (Exception e) {
                lastFailure.set(e);
            }
        }, 0, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void eventually(String what, Callable<Boolean> condition) throws Exception {
        try {
            await().atMost(PATIENCE).until(condition);
        } catch (ConditionTimeoutException e) {
            AssertionError missing = new AssertionError(
                    what + " has no data; nodes as Prometheus reads them: " + prometheus.targets()
                            + "; last session that failed: " + lastFailure.get(),
                    e);
            Optional.ofNullable(lastFailure.get()).ifPresent(missing::addSuppressed);
            throw missing;
        }
    }

    /** As Grafana puts variables in, with a window that fits a short test. */
    private static String asked(Dashboard.Query query) {
        return query.expression()
                .replace("$__rate_interval", "30s")
                .replace("[28d]", "[30s]")
                .replace("$job", "fairlead")
                .replace("$instance", ".*")
                .replace("$price", "0.05");
    }

    private boolean hasData(String expression) throws Exception {
        for (JsonElement series : prometheus.query(expression)) {
            double value = series.getAsJsonObject().getAsJsonArray("value").get(1).getAsDouble();
            if (Double.isFinite(value)) {
                return true;
            }
        }
        return false;
    }

    @Test
    void everyPanelAndEveryAlertHasDataUnderLoad() throws Exception {
        for (Dashboard dashboard : Dashboard.all()) {
            for (Dashboard.Query query : dashboard.queries()) {
                eventually(
                        dashboard.file() + ", " + query.panel() + ": " + query.expression(),
                        () -> hasData(asked(query)));
            }
        }
        for (AlertRules.Alert alert : AlertRules.all()) {
            prometheus.query(alert.expression());
            List<String> inputs = new PromQuery(alert.expression()).selectors();
            assertThat(inputs).isNotEmpty();
            for (String input : inputs) {
                eventually(alert.name() + ": " + input, () -> hasData(input));
            }
        }
        eventually("a node",
                () -> prometheus.targets().stream().filter(target -> target.startsWith("up")).count() == 3);
        // Nothing is wrong with the cluster, and nothing says so.
        assertThat(prometheus.rules()).hasSize(AlertRules.all().size()).allSatisfy(rule -> {
            assertThat(rule.getAsJsonObject().get("health").getAsString()).as(rule.toString()).isEqualTo("ok");
            assertThat(rule.getAsJsonObject().get("state").getAsString()).as(rule.toString()).isNotEqualTo("firing");
        });
    }

    @Test
    void exemplarsNameIntroductionsAndSessions() throws Exception {
        eventually("an introduction", () -> named(
                "fairlead_rendezvous_introduction_duration_seconds_bucket", "introduction", "[0-9a-f]{16}"));
        eventually("a session", () -> named(
                "fairlead_relay_session_throughput_bytes_per_second_bucket", "session", "[0-9]+"));
    }

    private boolean named(String series, String label, String pattern) throws Exception {
        return prometheus.exemplars(series).asList().stream()
                .flatMap(each -> each.getAsJsonObject().getAsJsonArray("exemplars").asList().stream())
                .map(each -> each.getAsJsonObject().getAsJsonObject("labels").get(label))
                .anyMatch(name -> name != null && name.getAsString().matches(pattern));
    }

    @Test
    void promtoolFindsNothingToSayOfTheMetrics() throws Exception {
        Installed.assume("promtool");
        eventually("a session", () -> hasData("fairlead_relay_session_duration_seconds_count > 0"));
        Process promtool = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
        try (var in = URI.create("http://" + scraped(0) + "/metrics").toURL().openStream();
                var out = promtool.getOutputStream()) {
            in.transferTo(out);
        }
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        promtool.waitFor();
        // Micrometer's own have habits of their own.
        assertThat(said.lines().filter(line -> line.startsWith("fairlead_") || line.startsWith("process_"))).isEmpty();
    }
}
