package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.cli.command.Guide;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.RedisProcess;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Backups as docs/migrating.md has them, while devices register: what was acknowledged before is in them. */
class BackupIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BEFORE = 300;
    private static final ByteString STRANGER = ByteString.copyFromUtf8("another machine");
    private static final Map<Setting, String> UNLIMITED = Map.of(
            Setting.REGISTER_PK_PER_ADDRESS, "0", Setting.IDS_PER_ADDRESS, "0", Setting.REGISTER_PK_PER_ID, "0");

    @TempDir
    private Path directory;

    /** Devices that register one after the other, until it is closed. */
    private static final class Registrations implements AutoCloseable {
        private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean ending = new AtomicBoolean();
        private final Thread thread;

        Registrations(Target target) {
            thread = Thread.ofPlatform().daemon().start(() -> {
                try (UdpWire wire = new UdpWire(target.rendezvous(), at("127.0.0.3"))) {
                    while (!ending.get()) {
                        String id = freshId();
                        wire.send(registerPk(id));
                        if (wire.receive(PATIENCE).getRegisterPkResponse().getResult() == Result.OK) {
                            acknowledged.add(id);
                        }
                    }
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }

        /** Those that were told OK by now, when there are many. */
        List<String> soFar() {
            await().atMost(PATIENCE).until(() -> acknowledged.size() >= BEFORE);
            return List.copyOf(acknowledged);
        }

        @Override
        public void close() throws InterruptedException {
            ending.set(true);
            thread.join();
        }
    }

    private String says(String command, Map<String, String> replaced) throws Exception {
        CommandLine line = FairleadCommand.commandLine(directory, Map.of());
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        assertThat(line.execute(new Guide("migrating.md").arguments(command, replaced)))
                .as(command + ": " + out).isZero();
        return out.toString();
    }

    private static Result registered(Target target, String id, ByteString uuid) throws Exception {
        try (UdpWire wire = new UdpWire(target.rendezvous(), at("127.0.0.9"))) {
            wire.send(registerPk(id, uuid));
            return wire.receive(PATIENCE).getRegisterPkResponse().getResult();
        }
    }

    private static List<String> ids(Path database) throws Exception {
        return OpenServerFiles.rows(database, "select id from peer");
    }

    @Test
    void aRunningServersBackupHasAllThatItHadAcknowledgedAndIsAServersDirectory() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        List<String> before;
        String key;
        try (TestServer server = TestServer.start(data, UNLIMITED);
                Registrations devices = new Registrations(server.target())) {
            key = server.target().key();
            before = devices.soFar();
            says("fairlead devices block 123456789 --redis redis://10.0.0.21:6379",
                    Map.of("--redis", "--data-dir", "redis://10.0.0.21:6379", "data"));
            assertThat(says("fairlead backup --data-dir /var/lib/fairlead --to /backup/today",
                    Map.of("/var/lib/fairlead", "data", "/backup/today", "copy"))).hasLineCount(4);
        }
        Path copy = directory.resolve("copy");
        assertThat(ids(copy.resolve("db_v2.sqlite3"))).containsAll(before);
        assertThat(Files.getPosixFilePermissions(copy.resolve("id_ed25519")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        try (TestServer restored = TestServer.start(copy, UNLIMITED)) {
            assertThat(restored.target().key()).isEqualTo(key);
            assertThat(registered(restored.target(), before.getLast(), STRANGER)).isEqualTo(Result.UUID_MISMATCH);
            assertThat(registered(restored.target(), before.getLast(), Messages.UUID)).isEqualTo(Result.OK);
            assertThat(registered(restored.target(), "123456789", Messages.UUID)).isNotEqualTo(Result.OK);
        }
    }

    @Test
    void aBackupIsPutNowhereWhereSomethingIs() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        TestServer.start(data, Map.of()).close();
        Path there = Files.writeString(Files.createDirectories(directory.resolve("full")).resolve("a"), "a");
        for (String[] words : new String[][]{
                {"backup", "--data-dir", "data", "--to", "full"}, {"backup", "--data-dir", "full", "--to", "new"}}) {
            CommandLine line = FairleadCommand.commandLine(directory, Map.of());
            StringWriter out = new StringWriter();
            line.setErr(new PrintWriter(out, true));
            assertThat(line.execute(words)).isEqualTo(1);
            assertThat(out.toString()).contains("full").contains("expected: a");
        }
        assertThat(there).hasContent("a");
    }

    @Test
    void whatAClusterHasAcknowledgedIsInItsExportInItsSnapshotAndInItsRedisThatWasKilled() throws Exception {
        Path dump = Files.createDirectories(directory.resolve("restored"));
        List<String> before;
        try (RedisProcess redis = RedisProcess.server("--appendonly", "yes", "--appendfsync", "always")) {
            Map<Setting, String> options = new HashMap<>(UNLIMITED);
            options.put(Setting.REDIS, redis.url());
            options.put(Setting.CLUSTER_PORT, String.valueOf(TestCluster.freePort()));
            try (TestServer server = TestServer.start(
                    Files.createDirectories(directory.resolve("node")), options);
                    Registrations devices = new Registrations(server.target())) {
                before = devices.soFar();
                String saved = redis.ask("LASTSAVE");
                // Redis counts seconds.
                await().atMost(PATIENCE).until(() -> !redis.ask("TIME").startsWith(saved));
                assertThat(redis.ask("BGSAVE")).startsWith("Background saving");
                says("fairlead export --from redis://10.0.0.21:6379 --to /backup/today.sqlite3",
                        Map.of("redis://10.0.0.21:6379", redis.url(), "/backup/today.sqlite3", "today.sqlite3"));
                await().atMost(PATIENCE).until(() -> !redis.ask("LASTSAVE").equals(saved));
            }
            Files.copy(redis.directory().resolve("dump.rdb"), dump.resolve("dump.rdb"));
            assertThat(ids(directory.resolve("today.sqlite3"))).containsAll(before);
            redis.kill();
            redis.start();
            assertHas(redis, before);
        }
        try (RedisProcess restored = RedisProcess.server("--dir", dump.toString(), "--appendonly", "no")) {
            assertThat(restored.ask("CONFIG", "SET", "appendonly", "yes")).isEqualTo("OK");
            assertHas(restored, before);
        }
    }

    private void assertHas(RedisProcess redis, List<String> ids) throws Exception {
        CommandLine line = FairleadCommand.commandLine(directory, Map.of());
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        assertThat(line.execute("devices", "list", "--redis", redis.url())).isZero();
        assertThat(out.toString().lines().map(device -> device.split("\t")[0])).containsAll(ids);
    }
}
