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
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.protocol.message.NatType;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus reads three nodes on one Redis while clients meet through them. */
class MonitoringIT {
    private static final int BYTES = 300_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress THERE = InetAddress.ofLiteral("127.0.0.3");

    @TempDir
    private Path directory;

    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
    private TestCluster cluster;
    private PrometheusProcess prometheus;
    private Thread load;

    @BeforeEach
    void start() throws Exception {
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
        String udp = device(0, false);
        String webSocket = device(1, true);
        load = Thread.ofPlatform().name("load").start(() -> meet(udp, webSocket));
    }

    @AfterEach
    void stop() throws Exception {
        ended.set(true);
        if (load != null) {
            load.join();
        }
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
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
        while (!ended.get() && failures.isEmpty()) {
            try {
                for (int node = 0; node < 2; node++) {
                    SimulatedController far = new SimulatedController(cluster.target(node), HERE);
                    far.connect(udp, Request.direct(BYTES));
                    new SimulatedController(cluster.target(node), THERE).connect(udp, Request.direct(BYTES));
                    far.connect(udp, new Request(false, true, NatType.ASYMMETRIC, BYTES));
                    far.connect(udp, new Request(true, false, NatType.ASYMMETRIC, BYTES));
                    far.connect(webSocket, new Request(false, true, NatType.ASYMMETRIC, BYTES));
                }
            } catch (Exception e) {
                failures.add(e);
            }
        }
    }

    /** As Grafana puts variables in, with a window that fits a short test. */
    private static String asked(Dashboard.Query query) {
        return query.expression()
                .replace("$__rate_interval", "20s")
                .replace("[28d]", "[20s]")
                .replace("$job", "fairlead")
                .replace("$instance", ".*")
                .replace("$price", "0.05");
    }

    private boolean hasData(String expression) throws Exception {
        if (!failures.isEmpty()) {
            throw new AssertionError("the load has ended", failures.getFirst());
        }
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
                await().alias(dashboard.file() + ", " + query.panel() + ": " + query.expression())
                        .atMost(PATIENCE)
                        .until(() -> hasData(asked(query)));
            }
        }
        for (AlertRules.Alert alert : AlertRules.all()) {
            prometheus.query(alert.expression());
            List<String> inputs = new PromQuery(alert.expression()).selectors();
            assertThat(inputs).isNotEmpty();
            for (String input : inputs) {
                await().alias(alert.name() + ": " + input).atMost(PATIENCE).until(() -> hasData(input));
            }
        }
        assertThat(failures).as("the load").isEmpty();
        // Nothing is wrong with the cluster, and nothing says so.
        assertThat(prometheus.rules()).hasSize(AlertRules.all().size()).allSatisfy(rule -> {
            assertThat(rule.getAsJsonObject().get("health").getAsString()).as(rule.toString()).isEqualTo("ok");
            assertThat(rule.getAsJsonObject().get("state").getAsString()).as(rule.toString()).isNotEqualTo("firing");
        });
    }

    @Test
    void exemplarsNameIntroductionsAndSessions() throws Exception {
        await().atMost(PATIENCE).until(() -> named(
                "fairlead_rendezvous_introduction_duration_seconds_bucket", "introduction", "[0-9a-f]{16}"));
        await().atMost(PATIENCE).until(() -> named(
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
        await().atMost(PATIENCE).until(() -> hasData("fairlead_relay_session_duration_seconds_count > 0"));
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
