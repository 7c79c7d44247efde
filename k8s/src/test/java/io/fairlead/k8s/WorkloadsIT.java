package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Way;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.NatType;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The workloads as they are rendered, as processes of this machine: their probes, their clients, and their end. */
class WorkloadsIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int BYTES = 100_000;

    private final InetAddress here = InetAddress.ofLiteral("127.0.0.1");
    private final InetAddress there = InetAddress.ofLiteral("127.0.0.2");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"cloud", "relay-per-node+cluster-tls+ingress"})
    void aClusterServesClientsAndDrains(String overlay) throws Exception {
        try (Site site = new Site(Renderings.of(overlay), directory)) {
            Pod redis = site.start("redis", 0);
            await().atMost(LONG).until(() -> redis.listensTo(redis.workload().port("redis").orElseThrow(), redis.ip()));
            redisKeepsWhatItIsTold(site, redis);
            Pod relay = site.start("relay", 0);
            List<Pod> rendezvous = List.of(site.start("rendezvous", 0), site.start("rendezvous", 1));
            for (Pod pod : List.of(relay, rendezvous.getFirst(), rendezvous.getLast())) {
                becomesReady(pod);
            }
            await().atMost(LONG).untilAsserted(() -> assertThat(members(rendezvous.getFirst())).isEqualTo(2));
            assertThat(site.api().refused()).isEmpty();

            try (SimulatedDevice device = device(site, rendezvous.getFirst())) {
                String id = registered(device);
                assertThat(session(site, rendezvous.getLast(), id, true).way()).isEqualTo(Way.RELAY);
                assertThat(session(site, rendezvous.getLast(), id, false).verified()).isTrue();
            }
            aRelayLetsItsSessionEnd(site, relay);
            rendezvous.getLast().terminate();
            awaitNotReady(rendezvous.getLast());
            assertThat(rendezvous.getLast().endsWell()).as(rendezvous.getLast().log()).isTrue();
            assertThat(rendezvous.getFirst().probe("readinessProbe")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"single+web-tls+monitoring", "lan"})
    void aSingleNodeServesClientsAndEnds(String overlay) throws Exception {
        try (Site site = new Site(Renderings.of(overlay), directory)) {
            Pod pod = site.start("fairlead", 0);
            becomesReady(pod);
            try (SimulatedDevice device = device(site, pod)) {
                assertThat(session(site, pod, registered(device), true).way()).isEqualTo(Way.RELAY);
            }
            assertThat(directory.resolve("fairlead-0/var/lib/fairlead/db_v2.sqlite3")).exists();
            pod.terminate();
            assertThat(pod.endsWell()).as(pod.log()).isTrue();
        }
    }

    private static void redisKeepsWhatItIsTold(Site site, Pod redis) {
        RedisURI uri = RedisURI.builder().withHost(redis.ip()).withPort(6379)
                .withPassword(site.secret("fairlead-redis").get("password").toCharArray()).build();
        try (RedisClient client = RedisClient.create(uri);
                StatefulRedisConnection<String, String> connection = client.connect()) {
            assertThat(connection.sync().configGet("append*")).containsEntry("appendonly", "yes")
                    .containsEntry("appendfsync", "always");
            assertThat(connection.sync().configGet("maxmemory-policy")).containsValue("noeviction");
        }
        try (RedisClient client = RedisClient.create("redis://" + redis.ip() + ":6379")) {
            assertThatThrownBy(client::connect).hasStackTraceContaining("NOAUTH");
        }
    }

    /** In the order in which the kubelet asks; then all ports that are declared are there. */
    private static void becomesReady(Pod pod) {
        long patience = Tree.text(pod.workload().container(), "startupProbe/failureThreshold").map(Long::valueOf)
                .orElseThrow()
                * Tree.text(pod.workload().container(), "startupProbe/periodSeconds").map(Long::valueOf)
                        .orElseThrow();
        await().alias(pod.name()).atMost(Duration.ofSeconds(patience)).until(() -> {
            assertThat(pod.isAlive()).as(pod.log()).isTrue();
            return pod.probe("startupProbe") == 200;
        });
        assertThat(pod.probe("livenessProbe")).isEqualTo(200);
        await().atMost(LONG).until(() -> pod.probe("readinessProbe") == 200);
        String probed = Tree.text(pod.workload().container(), "livenessProbe/httpGet/host").orElse(pod.ip());
        assertThat(pod.workload().ports().filter(port -> port.protocol().equals("TCP"))).isNotEmpty()
                .allSatisfy(port -> assertThat(pod.listensTo(
                        port, port.name().equals("metrics") ? probed : pod.ip())).as("%s", port).isTrue());
    }

    private static long members(Pod pod) throws IOException {
        JsonElement status = JsonParser.parseString(pod.asked("/cluster"));
        return Tree.texts(status, "membership/members/*/status").filter("up"::equals).count();
    }

    private static Target target(Site site, Pod pod) {
        return new Target(pod.ip(), 21_116, site.publicKey());
    }

    private DeviceProfile profile;

    private SimulatedDevice device(Site site, Pod pod) throws IOException {
        DeviceProfile made = DeviceProfile.random(new Random(), there);
        profile = new DeviceProfile(
                made.id(), made.uuid(), made.publicKey(), there, Duration.ofMillis(500), made.version());
        return SimulatedDevice.start(target(site, pod), profile, false);
    }

    private String registered(SimulatedDevice device) throws Exception {
        device.registered().toCompletableFuture().get(20, TimeUnit.SECONDS);
        return profile.id();
    }

    private SimulatedController.Session session(Site site, Pod pod, String id, boolean relay) throws IOException {
        return new SimulatedController(target(site, pod), here)
                .connect(id, new Request(false, relay, NatType.ASYMMETRIC, BYTES));
    }

    /** A session that runs goes on; who comes now is refused; when it has ended, so does the pod. */
    private void aRelayLetsItsSessionEnd(Site site, Pod relay) throws Exception {
        Target beside = new Target(relay.ip(), 21_116, site.publicKey());
        String uuid = UUID.randomUUID().toString();
        try (Wire first = Relays.open(beside, "", uuid, here, false);
                Wire second = Relays.open(beside, "", uuid, there, false)) {
            first.sendPayload(new byte[]{1});
            assertThat(second.receivePayload(LONG)).hasValue(new byte[]{1});
            relay.terminate();
            awaitNotReady(relay);
            assertThat(relay.probe("livenessProbe")).isEqualTo(200);
            second.sendPayload(new byte[]{2});
            assertThat(first.receivePayload(LONG)).hasValue(new byte[]{2});
            try (Wire late = Relays.open(beside, "", UUID.randomUUID().toString(), here, false)) {
                assertThat(late.receivePayload(LONG)).isEmpty();
            }
            assertThat(relay.isAlive()).isTrue();
        }
        assertThat(relay.endsWell()).as(relay.log()).isTrue();
    }

    private static void awaitNotReady(Pod pod) {
        await().alias(pod.name()).atMost(LONG).until(() -> pod.probe("readinessProbe") != 200);
    }
}
