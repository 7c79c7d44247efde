package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.registerPeer;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A directory that the open server worked in: taken over as it is, and given back so. */
class TakeOverIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final ServerKeyPair key = ServerKeyPair.generate();
    private final String known = freshId();

    @BeforeEach
    void asTheOpenServerLeavesIt() throws Exception {
        OpenServerFiles.make(directory, key).add(known, Messages.UUID, Messages.KEY, "127.0.0.2");
        Files.writeString(directory.resolve(".env"), "ALWAYS_USE_RELAY=Y\n");
    }

    private List<String> rows(String sql) throws Exception {
        return OpenServerFiles.rows(directory.resolve("db_v2.sqlite3"), sql);
    }

    private static Result register(UdpWire wire, String id, ByteString uuid) throws IOException {
        wire.send(registerPk(id, uuid));
        return wire.receive(PATIENCE).getRegisterPkResponse().getResult();
    }

    @Test
    void keyDevicesAndOptionsAreTakenOverAndWhatIsAddedIsInTheSameForm() throws Exception {
        List<String> schemaBefore = rows("select sql from sqlite_master order by name");
        String added = freshId();
        try (TestServer server = TestServer.start(directory, Map.of())) {
            assertThat(server.target().key()).isEqualTo(key.publicKeyBase64());
            try (UdpWire device = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
                    UdpWire stranger = new UdpWire(server.target().rendezvous(), at("127.0.0.3"))) {
                device.send(registerPeer(known));
                assertThat(device.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()).isFalse();
                assertThat(register(stranger, known, ByteString.copyFromUtf8("stranger")))
                        .isEqualTo(Result.UUID_MISMATCH);
                assertThat(register(stranger, added, Messages.UUID)).isEqualTo(Result.OK);
            }
        }
        assertThat(rows("select sql from sqlite_master order by name")).isEqualTo(schemaBefore);
        assertThat(rows("select note from peer where id = '" + known + "'")).containsExactly("kept");
        assertThat(rows("select info from peer where id = '" + added + "'"))
                .containsExactly("{\"ip\":\"::ffff:127.0.0.3\"}");
        assertThat(rows("select length(guid) from peer")).containsOnly("16").hasSize(2);
        assertThat(rows("select count(*) from peer where created_at is null or uuid is null or pk is null"))
                .containsExactly("0");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("nothing is left that the open server would have to recover")
                    .containsExactlyInAnyOrder("id_ed25519", "id_ed25519.pub", ".env", "db_v2.sqlite3");
        }
    }
}
