package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.RedisProcess;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A server's devices move into a cluster, and out again. */
class TransferIT {
    @TempDir
    private Path directory;

    private record Run(int code, String out) {}

    private Run fairlead(String... arguments) {
        CommandLine line = FairleadCommand.commandLine(directory, Map.of());
        StringWriter out = new StringWriter();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return new Run(line.execute(arguments), out.toString());
    }

    private static RendezvousMessage ask(Target target, RendezvousMessage question) throws Exception {
        try (UdpWire wire = new UdpWire(target.rendezvous(), TestServer.at("127.0.0.3"))) {
            wire.send(question);
            return wire.receive(Duration.ofSeconds(10));
        }
    }

    private Path data(String name) throws Exception {
        Path data = Files.createDirectories(directory.resolve(name));
        for (String file : new String[]{"id_ed25519", "id_ed25519.pub"}) {
            Files.copy(directory.resolve("old").resolve(file), data.resolve(file));
        }
        return data;
    }

    @Test
    void devicesOfOneNodeAreKnownToAClusterAndToANodeAfterIt() throws Exception {
        String id = Messages.freshId();
        Path old = Files.createDirectories(directory.resolve("old"));
        try (TestServer alone = TestServer.start(old, Map.of())) {
            assertThat(ask(alone.target(), Messages.registerPk(id)).getRegisterPkResponse().getResult())
                    .isEqualTo(Result.OK);
        }
        try (RedisProcess redis = RedisProcess.server()) {
            Run carried = fairlead("import", "--from", "old/db_v2.sqlite3", "--to", redis.url());
            assertThat(carried.code()).as(carried.out()).isZero();
            assertThat(carried.out()).contains("1 devices added");
            assertThat(fairlead("import", "--from", "old/db_v2.sqlite3", "--to", redis.url()).out())
                    .contains("0 devices added, 1 were there already");

            Map<Setting, String> shared = Map.of(Setting.REDIS, redis.url(), Setting.CLUSTER_PORT,
                    String.valueOf(TestCluster.freePort()));
            try (TestServer node = TestServer.start(data("node"), shared)) {
                assertThat(ask(node.target(), Messages.registerPeer(id)).getRegisterPeerResponse().getRequestPk())
                        .isFalse();
                ByteString stranger = ByteString.copyFromUtf8("another machine");
                assertThat(ask(node.target(), Messages.registerPk(id, stranger)).getRegisterPkResponse().getResult())
                        .isEqualTo(Result.UUID_MISMATCH);
            }

            Path next = data("next");
            Run back = fairlead("export", "--from", redis.url(), "--to", "next/db_v2.sqlite3");
            assertThat(back.code()).as(back.out()).isZero();
            try (TestServer alone = TestServer.start(next, Map.of())) {
                assertThat(ask(alone.target(), Messages.registerPeer(id)).getRegisterPeerResponse().getRequestPk())
                        .isFalse();
            }
        }
    }

    @Test
    void aConflictIsToldWithoutAnySecretAndNothingIsReplaced() throws Exception {
        String id = Messages.freshId();
        Path old = Files.createDirectories(directory.resolve("old"));
        try (TestServer alone = TestServer.start(old, Map.of())) {
            ask(alone.target(), Messages.registerPk(id));
        }
        try (RedisProcess redis = RedisProcess.server()) {
            Map<Setting, String> shared = Map.of(Setting.REDIS, redis.url(), Setting.CLUSTER_PORT,
                    String.valueOf(TestCluster.freePort()));
            ByteString other = ByteString.copyFromUtf8("another machine");
            try (TestServer node = TestServer.start(data("node"), shared)) {
                assertThat(ask(node.target(), Messages.registerPk(id, other)).getRegisterPkResponse().getResult())
                        .isEqualTo(Result.OK);
            }
            Run run = fairlead("import", "--from", "old/db_v2.sqlite3", "--to", redis.url());
            assertThat(run.code()).isEqualTo(1);
            assertThat(run.out()).contains(id + ": not carried").contains("1 conflicts")
                    .doesNotContain("another machine").doesNotContain(Messages.UUID.toStringUtf8());
        }
    }

    @Test
    void mistakesAreNamed() {
        assertThat(fairlead("import", "--from", "none.sqlite3", "--to", "redis://127.0.0.1:1").out())
                .contains("none.sqlite3: no such file");
        assertThat(fairlead("export", "--from", "http://127.0.0.1:1", "--to", "x.sqlite3").out())
                .contains("http://127.0.0.1:1").contains("redis://HOST");
        assertThat(fairlead("export", "--from", "redis://127.0.0.1:1", "--to", "x.sqlite3").out())
                .contains("127.0.0.1:1").contains("cannot be used");
    }
}
