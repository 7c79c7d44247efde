package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.IdentityFile;
import io.fairlead.cluster.peer.IdentityFile.Part;
import io.fairlead.cluster.peer.Located.Known;
import io.fairlead.cluster.peer.MoveOutcome;
import io.fairlead.cluster.redis.IdentityTransfer.Conflict;
import io.fairlead.cluster.redis.IdentityTransfer.Report;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTransferTest {
    private static final int DEVICES = 3000;

    @TempDir
    private Path directory;

    private RedisSetup redis;
    private TestNode node;
    private Path file;
    private final List<Conflict> conflicts = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        file = directory.resolve("db_v2.sqlite3");
        IdentityFile.write(file).close();
        try (Connection connection = connect(file);
                PreparedStatement insert = connection.prepareStatement("""
                        insert into peer (guid, id, uuid, pk, created_at, info, note) values (randomblob(16), ?, ?, ?,
                        '2024-02-03 04:05:06', json_object('ip', ?), ?)""")) {
            connection.setAutoCommit(false);
            for (int i = 0; i < DEVICES; i++) {
                insert.setString(1, "1" + i);
                insert.setBytes(2, ("uuid" + i).getBytes(StandardCharsets.UTF_8));
                insert.setBytes(3, i % 7 == 0 ? new byte[0] : key(i));
                insert.setString(4, "::ffff:192.0.2." + i % 250);
                insert.setString(5, i == 1 ? "a note of the operator" : null);
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    private static byte[] key(int i) {
        byte[] key = new byte[32];
        key[0] = (byte) i;
        return key;
    }

    private void open(RedisSetup setup) throws InterruptedException {
        redis = setup;
        node = TestNode.open(redis.config("fairlead", 0), "node");
    }

    @AfterEach
    void end() {
        node.end();
        redis.close();
    }

    private static Connection connect(Path database) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    private Report carryIn() throws SQLException {
        return new IdentityTransfer(node.store()).importFrom(file, conflicts::add, so -> {});
    }

    @Test
    void whatIsCarriedIntoARedisClusterAndOutAgainIsTheSame() throws Exception {
        open(RedisSetup.cluster());

        assertThat(carryIn()).isEqualTo(new Report(DEVICES, 0, 0, 0));

        assertThat(await(node.locate("18"))).isEqualTo(new Known(
                new DeviceIdentity("18", bytes("uuid8"), OpaqueBytes.copyOf(key(8)), "192.0.2.8"), Optional.empty()));
        Path out = directory.resolve("out.sqlite3");
        IdentityTransfer transfer = new IdentityTransfer(node.store());
        assertThat(transfer.exportTo(out, conflicts::add, so -> {})).isEqualTo(new Report(DEVICES, 0, 0, 0));
        assertThat(transfer.exportTo(out, conflicts::add, so -> {})).isEqualTo(new Report(0, DEVICES, 0, 0));
        assertThat(rows(out)).hasSize(DEVICES).isEqualTo(rows(file));
        assertThat(conflicts).isEmpty();
    }

    @Test
    void whatWasBrokenOffIsCarriedOn() throws Exception {
        open(RedisSetup.single("--appendonly", "yes", "--appendfsync", "always"));
        IdentityTransfer transfer = new IdentityTransfer(node.store());

        assertThatThrownBy(() -> transfer.importFrom(file, conflicts::add, so -> {
            if (so.added() >= 1000) {
                redis.process(0).kill();
            }
        })).isInstanceOf(IdentityTransfer.TransferException.class).hasMessageStartingWith("redis: ");
        redis.process(0).start();
        node.end();
        node = TestNode.open(redis.config("fairlead", 0), "node-2");

        Report rest = carryIn();
        assertThat(rest.added()).isBetween(1L, (long) DEVICES - 1000);
        assertThat(rest).isEqualTo(new Report(rest.added(), DEVICES - rest.added(), 0, 0));
        assertThat(carryIn()).isEqualTo(new Report(0, DEVICES, 0, 0));
        assertThat(conflicts).isEmpty();
    }

    @Test
    void whatIsThereIsNotReplacedButReportedWithoutTheSecret() throws Exception {
        open(RedisSetup.single());
        DeviceIdentity other = new DeviceIdentity("15", bytes("secret"), OpaqueBytes.copyOf(key(9)), "192.0.2.5");
        await(node.store(other, Optional.empty()));

        assertThat(carryIn()).isEqualTo(new Report(DEVICES - 1, 0, 0, 1));

        assertThat(conflicts).containsExactly(new Conflict("15", Set.of(Part.UUID, Part.PUBLIC_KEY)));
        assertThat(conflicts.toString()).doesNotContain("secret").doesNotContain("uuid5");
        assertThat(await(node.locate("15"))).isEqualTo(new Known(other, Optional.empty()));

        conflicts.clear();
        assertThat(new IdentityTransfer(node.store()).exportTo(file, conflicts::add, so -> {}))
                .isEqualTo(new Report(0, DEVICES - 1, 0, 1));
        assertThat(conflicts).containsExactly(new Conflict("15", Set.of(Part.UUID, Part.PUBLIC_KEY)));
        assertThat(query(file, "select note from peer where id = '11'")).containsExactly("a note of the operator");
    }

    @Test
    void aHeldIdIsHeldElsewhereToo() throws Exception {
        open(RedisSetup.single());
        carryIn();
        DeviceIdentity device = new DeviceIdentity("18", bytes("uuid8"), OpaqueBytes.copyOf(key(8)), "192.0.2.8");
        assertThat(await(node.move(device, "Laptop", Duration.ofHours(1)))).isEqualTo(new MoveOutcome.Moved());
        Path out = directory.resolve("out.sqlite3");
        new IdentityTransfer(node.store()).exportTo(out, conflicts::add, so -> {});
        assertThat(rows(out)).hasSize(DEVICES + 1).anyMatch(row -> row.contains("held until "));

        node.end();
        node = TestNode.open(redis.config("another", 0), "node");
        assertThat(new IdentityTransfer(node.store()).importFrom(out, conflicts::add, so -> {}))
                .isEqualTo(new Report(DEVICES + 1, 0, 0, 0));

        assertThat(await(node.locate("18"))).isEqualTo(new Known(
                new DeviceIdentity("18", bytes("uuid8"), OpaqueBytes.EMPTY, ""), Optional.empty()));
        assertThat(await(node.store().commands().ttl(node.store().keys().device("18")))).isBetween(3500L, 3600L);
        try (Connection connection = connect(out); Statement statement = connection.createStatement()) {
            statement.execute("update peer set note = 'held until 1000' where id = '18'");
        }
        redis.process(0).ask("FLUSHALL");
        assertThat(new IdentityTransfer(node.store()).importFrom(out, conflicts::add, so -> {}))
                .isEqualTo(new Report(DEVICES, 0, 1, 0));
    }

    /** What is ours of all rows. */
    private static List<String> rows(Path database) throws SQLException {
        return query(database, "select id || ' ' || hex(uuid) || ' ' || hex(pk) || ' ' || created_at || ' ' || info"
                + " || iif(note like 'held%', note, '') from peer order by id");
    }

    private static List<String> query(Path database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> all = new ArrayList<>();
            while (rows.next()) {
                all.add(String.valueOf(rows.getString(1)));
            }
            return all;
        }
    }

    private static OpaqueBytes bytes(String text) {
        return OpaqueBytes.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
