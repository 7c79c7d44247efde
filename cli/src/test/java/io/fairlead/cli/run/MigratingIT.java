package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.registerPeer;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.cli.command.Guide;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.RedisProcess;
import io.fairlead.protocol.client.ClientConfig;
import io.fairlead.protocol.crypto.KeyFiles;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.message.PunchHoleResponse.Failure;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** docs/migrating.md, with its own commands, on what the open server leaves. */
class MigratingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String REDIS = "redis://10.0.0.21:6379";
    private static final String IDENTITIES = "select id || hex(uuid) || hex(pk) || info from peer order by id";
    private static final String IMPORT = "fairlead import --from db_v2.sqlite3 --to " + REDIS;
    private static final String EXPORT = "fairlead export --from " + REDIS + " --to db_v2.sqlite3";
    private static final String GENERATE = "fairlead keys generate --data-dir next";
    private static final String CONFIG = "fairlead config-string --host rd.example.com --key "
            + "\"$(cat next/id_ed25519.pub)\"";

    @TempDir
    private Path directory;

    private final ServerKeyPair key = ServerKeyPair.generate();
    private final DeviceProfile profile = DeviceProfile.random(new Random(), InetAddress.ofLiteral("127.0.0.2"));
    private final List<String> others = new ArrayList<>();
    private OpenServerFiles open;
    private Guide guide;

    @BeforeEach
    void whatTheOpenServerLeft() throws Exception {
        guide = new Guide("migrating.md");
        open = OpenServerFiles.make(directory.resolve("hbbs"), key);
        open.add(profile.id(), profile.uuid(), profile.publicKey(), "127.0.0.2");
        for (int i = 0; i < 40; i++) {
            others.add(freshId());
            open.add(others.getLast(), Messages.UUID, Messages.KEY, "127.0.0.3");
        }
    }

    private String says(int code, String command, Map<String, String> replaced) {
        CommandLine line = FairleadCommand.commandLine(directory, Map.of());
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        assertThat(line.execute(guide.arguments(command, replaced))).as(command + ": " + out).isEqualTo(code);
        return out.toString();
    }

    /** What the guide copies for another server: the key files, and if wanted the database. */
    private Path copied(String name, boolean database) throws Exception {
        Path to = Files.createDirectories(directory.resolve(name));
        for (String file : List.of("id_ed25519", "id_ed25519.pub", "db_v2.sqlite3")) {
            if (database || !file.startsWith("db")) {
                Files.copy(directory.resolve("hbbs").resolve(file), to.resolve(file));
            }
        }
        return to;
    }

    private static RendezvousMessage ask(Target target, String from, RendezvousMessage question) throws Exception {
        try (UdpWire wire = new UdpWire(target.rendezvous(), at(from))) {
            wire.send(question);
            return wire.receive(PATIENCE);
        }
    }

    /** The device registers at one server as it always did, and a session with it is made by another. */
    private void assertReached(Target registered, Target asked) throws Exception {
        assertThat(registered.key()).isEqualTo(key.publicKeyBase64());
        assertThat(ask(registered, "127.0.0.2", registerPeer(profile.id())).getRegisterPeerResponse().getRequestPk())
                .as("whether the device is asked for its key").isFalse();
        ByteString stranger = ByteString.copyFromUtf8("another machine");
        for (String id : List.of(profile.id(), others.getFirst(), others.getLast())) {
            assertThat(ask(asked, "127.0.0.9", registerPk(id, stranger)).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.UUID_MISMATCH);
        }
        try (SimulatedDevice device = SimulatedDevice.start(registered, profile, false)) {
            device.registered().toCompletableFuture().get(20, TimeUnit.SECONDS);
            SimulatedController controller = new SimulatedController(asked, InetAddress.ofLiteral("127.0.0.4"));
            SimulatedController.Session session = controller.connect(profile.id(), Request.direct(10_000));
            assertThat(session.verified()).as("its key is vouched for by the server's").isTrue();
        }
    }

    private List<String> identities(String database) throws Exception {
        return OpenServerFiles.rows(directory.resolve(database), IDENTITIES);
    }

    private static Map<Setting, String> shared(RedisProcess redis, String name, int port, int... seeds) {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        options.put(Setting.REDIS, redis.url());
        options.put(Setting.NODE_NAME, name);
        options.put(Setting.CLUSTER_PORT, String.valueOf(port));
        options.put(Setting.CLUSTER_SEEDS, Arrays.stream(seeds).mapToObj(seed -> "127.0.0.1:" + seed)
                .collect(Collectors.joining(",")));
        options.put(Setting.CLUSTER_SECRET, "a secret of the nodes");
        options.put(Setting.RELAY_CLUSTER_PORT, "0");
        return options;
    }

    @Test
    void devicesMoveToOneNodeIntoAClusterAndBackAndAreReachedAllAlong() throws Exception {
        List<String> before = identities("hbbs/db_v2.sqlite3");
        String backup = "fairlead backup --data-dir /var/lib/rustdesk-server --to trial";
        assertThat(says(0, backup, Map.of("/var/lib/rustdesk-server", "hbbs"))).contains("id_ed25519\n");
        assertThat(says(0, "fairlead keys validate --data-dir trial", Map.of())).contains(key.publicKeyBase64());
        assertThat(says(0, "fairlead devices list --data-dir trial", Map.of())).hasLineCount(41);

        try (TestServer alone = TestServer.start(copied("one", true), Map.of())) {
            assertReached(alone.target(), alone.target());
        }
        try (RedisProcess redis = RedisProcess.server("--appendonly", "yes")) {
            Map<String, String> places = Map.of("db_v2.sqlite3", "hbbs/db_v2.sqlite3", REDIS, redis.url());
            assertThat(says(0, IMPORT, places)).contains("41 devices added");
            String late = freshId();
            open.add(late, Messages.UUID, Messages.KEY, "127.0.0.3");
            assertThat(says(0, IMPORT, places)).contains("1 devices added, 41 were there already");
            int seed = TestCluster.freePort();
            try (TestServer first = TestServer.start(copied("first", false), shared(redis, "first", seed, seed));
                    TestServer second = TestServer.start(
                            copied("second", false), shared(redis, "second", TestCluster.freePort(), seed))) {
                assertReached(first.target(), second.target());
                assertReached(second.target(), first.target());
            }
            Path back = copied("back", false);
            assertThat(says(0, EXPORT, Map.of(REDIS, redis.url(), "db_v2.sqlite3", "back/db_v2.sqlite3")))
                    .contains("42 devices added");
            assertThat(identities("back/db_v2.sqlite3")).containsAll(before).hasSize(42);
            String schema = "select sql from sqlite_master where sql is not null order by name";
            assertThat(OpenServerFiles.rows(back.resolve("db_v2.sqlite3"), schema)).hasSize(5);
            try (TestServer alone = TestServer.start(back, Map.of())) {
                assertReached(alone.target(), alone.target());
            }
        }
    }

    private static Failure failure(Target target, String key) throws Exception {
        try (TcpWire wire = TcpWire.connect(target.rendezvous(), at("127.0.0.5"), PATIENCE)) {
            wire.send(message(punchHole("000000000", key)));
            return wire.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getFailure();
        }
    }

    /** A client with this key is served: all that is wrong is that nobody has the id. */
    private static void assertServed(TestServer server, ServerKeyPair... keys) throws Exception {
        for (ServerKeyPair one : keys) {
            assertThat(failure(server.target(), one.publicKeyBase64())).isEqualTo(Failure.ID_NOT_EXIST);
        }
        assertThat(failure(server.target(), ServerKeyPair.generate().publicKeyBase64()))
                .isEqualTo(Failure.LICENSE_MISMATCH);
    }

    private ServerKeyPair next() {
        String made = says(0, GENERATE, Map.of());
        ServerKeyPair next = new KeyFiles(directory.resolve("next")).load().orElseThrow();
        assertThat(made.strip()).isEqualTo(next.publicKeyBase64());
        return next;
    }

    private Path keysFile(ServerKeyPair other) throws Exception {
        return Files.writeString(directory.resolve("keys"), "main=" + other.secretKeyBase64() + "\n");
    }

    private void replace(Path data) throws Exception {
        for (String file : List.of("id_ed25519", "id_ed25519.pub")) {
            Files.writeString(data.resolve(file), Files.readString(directory.resolve("next").resolve(file)));
        }
    }

    @Test
    void aNewKeyPairIsTakenWhileClientsHaveTheOldOne() throws Exception {
        ServerKeyPair next = next();
        Path data = copied("one", true);
        replace(data);
        try (TestServer server = TestServer.start(data, Map.of(Setting.KEYS_FILE, keysFile(key).toString()))) {
            assertServed(server, key, next);
            Target old = new Target("127.0.0.1", server.target().port(), key.publicKeyBase64());
            assertReached(old, old);
        }
        String text = says(0, CONFIG, Map.of("$(cat next/id_ed25519.pub)", next.publicKeyBase64()));
        assertThat(ClientConfig.parse(text.lines().findFirst().orElseThrow()).key()).isEqualTo(next.publicKeyBase64());
    }

    @Test
    void aClusterTakesANewKeyPairWhileItServesBothKindsOfClients() throws Exception {
        ServerKeyPair next = next();
        Path first = copied("first", false);
        Path second = copied("second", false);
        int seed = TestCluster.freePort();
        int other = TestCluster.freePort();
        try (RedisProcess redis = RedisProcess.server()) {
            Map<Setting, String> one = shared(redis, "first", seed, seed, other);
            Map<Setting, String> two = shared(redis, "second", other, seed, other);
            one.put(Setting.KEYS_FILE, keysFile(next).toString());
            two.put(Setting.KEYS_FILE, directory.resolve("keys").toString());
            try (TestServer stays = TestServer.start(first, one)) {
                try (TestServer before = TestServer.start(second, two)) {
                    assertServed(before, key, next);
                    assertServed(stays, key, next);
                }
                assertThat(redis.ask("DEL", "fairlead:key")).isEqualTo("1");
                replace(second);
                Path former = Files.writeString(directory.resolve("former"), "main=" + key.secretKeyBase64() + "\n");
                one.put(Setting.KEYS_FILE, former.toString());
                two.put(Setting.KEYS_FILE, former.toString());
                try (TestServer changed = TestServer.start(second, two)) {
                    assertServed(changed, key, next);
                    assertServed(stays, key, next);
                    stays.close();
                    replace(first);
                    try (TestServer last = TestServer.start(first, one)) {
                        assertServed(last, key, next);
                        assertServed(changed, key, next);
                    }
                }
            }
        }
    }
}
