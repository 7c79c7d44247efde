package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.enrolment.EnrolmentRegistry;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.StoreOutcome;
import io.fairlead.cluster.redis.NodeLeases;
import io.fairlead.cluster.redis.RedisConfig;
import io.fairlead.cluster.redis.RedisEnrolment;
import io.fairlead.cluster.redis.RedisPeerRegistry;
import io.fairlead.cluster.redis.RedisStore;
import io.fairlead.load.lab.RedisProcess;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The operator's commands with a cluster's Redis that asks for a password, beside what a node keeps there. */
class RedisDevicesIT {
    private static final String PASSWORD = "a test's";
    private static final OpaqueBytes DEVICE = OpaqueBytes.copyOf("machine".getBytes(StandardCharsets.UTF_8));

    @TempDir
    private Path directory;

    private RedisProcess redis;
    private RedisStore store;
    private NodeLeases leases;
    private PeerRegistry registry;
    private EnrolmentRegistry enrolment;
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void start() throws Exception {
        redis = RedisProcess.server("--requirepass", '"' + PASSWORD + '"');
        RedisConfig config = new RedisConfig(
                redis.url(), Optional.of(PASSWORD), Optional.empty(), Duration.ofSeconds(2), "other", 0);
        store = RedisStore.connect(config, Duration.ofSeconds(10));
        leases = NodeLeases.open(store, "node-1", "");
        registry = RedisPeerRegistry.open(store, leases);
        enrolment = new RedisEnrolment(store, Duration.ofMillis(500));
    }

    @AfterEach
    void stop() {
        enrolment.close();
        registry.close();
        leases.close();
        store.close();
        redis.close();
    }

    private int run(StringWriter out, Map<String, String> environment, String... arguments) {
        PrintWriter printed = new PrintWriter(out, true);
        PrintWriter failures = new PrintWriter(errors, true);
        CommandLine line = FairleadCommand.commandLine(directory, environment).setOut(printed).setErr(failures);
        line.getSubcommands().values().forEach(sub -> sub.setOut(printed).setErr(failures));
        return line.execute(arguments);
    }

    private String devices(String action, String... arguments) {
        String[] all = new String[arguments.length + 6];
        System.arraycopy(arguments, 0, all, 6, arguments.length);
        all[0] = "devices";
        all[1] = action;
        all[2] = "--redis";
        all[3] = redis.url();
        all[4] = "--redis-prefix";
        all[5] = "other";
        StringWriter out = new StringWriter();
        assertThat(run(out, Map.of("FAIRLEAD_REDIS_PASSWORD", PASSWORD), all)).as(errors.toString()).isZero();
        return out.toString();
    }

    private void register(String id) {
        DeviceIdentity identity = new DeviceIdentity(id, DEVICE, OpaqueBytes.copyOf(new byte[32]), "192.0.2.1");
        await().atMost(Duration.ofSeconds(20)).until(() -> registry.store(identity, Optional.empty())
                .toCompletableFuture().join().equals(new StoreOutcome.Stored()));
    }

    @Test
    void aDeviceThatWasRefusedIsApprovedAndListed() {
        enrolment.refused("a", DEVICE, "192.0.2.1");
        await().untilAsserted(() -> assertThat(devices("pending")).startsWith("a\t192.0.2.1\t1\t"));
        assertThat(devices("approve", "--tenant", "acme", "a")).isEqualTo("a: approved\n");
        await().until(() -> enrolment.current().approves("a", DEVICE));
        assertThat(devices("pending")).isEmpty();
        register("a");
        register("b");
        assertThat(devices("list")).containsPattern(
                "\\Aa\tapproved\tacme\t192.0.2.1\t20[-0-9]+ [0-9:]+\n"
                        + "b\tknown\tmain\t192.0.2.1\t20[-0-9]+ [0-9:]+\n\\z");
    }

    @Test
    void devicesAreApprovedByTheirMachineIds() throws Exception {
        Files.writeString(directory.resolve("machines.txt"), "machine\n");
        assertThat(devices("approve", "--uuid-file", "machines.txt")).isEqualTo("1 machine ids: approved\n");
        await().until(() -> enrolment.current().approves("whichever", DEVICE));
    }

    @Test
    void devicesAreBlockedAndRemoved() {
        register("a");
        assertThat(devices("block", "a")).isEqualTo("a: blocked\n");
        await().until(() -> enrolment.current().blocks("a"));
        assertThat(devices("list")).startsWith("a\tblocked\tmain\t");
        assertThat(devices("remove", "a", "nobody")).isEqualTo("a: removed\nnobody: was not stored\n");
        await().until(() -> enrolment.current().removed().containsKey("a"));
        assertThat(devices("list")).isEmpty();
    }

    @Test
    void whatIsWrongIsSaid() {
        String[] list = {"devices", "list", "--redis", redis.url()};
        assertThat(run(new StringWriter(), Map.of(), list)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors.toString()).contains("fairlead: redis: single [127.0.0.1:" + redis.port() + "]", "NOAUTH")
                .doesNotContain("\tat ");

        String[] both = {"devices", "list", "--redis", redis.url(), "--data-dir", "."};
        assertThat(run(new StringWriter(), Map.of(), both)).isEqualTo(CommandLine.ExitCode.SOFTWARE);
        assertThat(errors.toString()).contains("--redis and files (expected: one of them)");
    }
}
