package io.fairlead.cluster.peer;

import static io.fairlead.cluster.peer.PeerRegistryContract.await;
import static io.fairlead.cluster.peer.PeerRegistryContract.device;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cluster.OpaqueBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file as hbbs knows it: what it wrote is read, what it will read is written. */
class EmbeddedPeerRegistryFileTest {
    @TempDir
    private Path directory;
    private Path database;

    @BeforeEach
    void nameDatabase() {
        database = directory.resolve("db_v2.sqlite3");
    }

    @Test
    void theTableHasTheColumnsAndIndexesOfHbbs() throws SQLException {
        open().close();

        assertThat(query("select name, lower(type), \"notnull\", dflt_value, pk from pragma_table_info('peer')"))
                .containsExactly("guid|blob|1|null|1", "id|varchar(100)|1|null|0", "uuid|blob|1|null|0",
                        "pk|blob|1|null|0", "created_at|datetime|1|current_timestamp|0", "user|blob|0|null|0",
                        "status|tinyint|0|null|0", "note|varchar(300)|0|null|0", "info|text|1|null|0");
        assertThat(query("select name, \"unique\", origin from pragma_index_list('peer') where origin = 'c'"))
                .containsExactlyInAnyOrder("index_peer_id|1|c", "index_peer_user|0|c", "index_peer_created_at|0|c",
                        "index_peer_status|0|c");
        assertThat(query("select wr from pragma_table_list('peer')")).containsExactly("1");
        assertThat(query("pragma journal_mode")).containsExactly("wal");
    }

    @Test
    void aNewRowIsOneThatHbbsReads() throws SQLException {
        try (PeerRegistry registry = open()) {
            await(registry.store(device("100000001", "uuid", "key", "192.0.2.1"), Optional.empty()));
        }

        assertThat(query("select id, cast(uuid as text), cast(pk as text), info, user, status, note from peer"))
                .containsExactly("100000001|uuid|key|{\"ip\":\"::ffff:192.0.2.1\"}|null|null|null");
        assertThat(query("select typeof(guid), length(guid), substr(hex(guid), 13, 1), typeof(uuid), typeof(pk), "
                + "abs(julianday('now') - julianday(created_at)) < 0.1 from peer"))
                .containsExactly("blob|16|7|blob|blob|1");
    }

    @Test
    void whatOthersKeepInARowSurvivesItsUpdates() throws SQLException {
        open().close();
        execute("insert into peer values (x'00112233445566778899aabbccddeeff', '100000001', x'01', x'02', "
                + "'2021-02-03 04:05:06', x'0a0b', 1, 'front desk', "
                + "'{\"os\":{\"name\":\"x\"},\"ip\":\"192.0.2.1\",\"n\":12345678901234567890}')");
        DeviceIdentity found = new DeviceIdentity("100000001", OpaqueBytes.copyOf(new byte[]{1}),
                OpaqueBytes.copyOf(new byte[]{2}), "192.0.2.1");
        try (PeerRegistry registry = open()) {
            assertThat(await(registry.locate("100000001"))).isEqualTo(new Located.Known(found, Optional.empty()));
            assertThat(await(
                    registry.store(device("100000001", "uuid", "key", "2001:db8::2"), Optional.of(found))))
                    .isEqualTo(new StoreOutcome.Stored());
        }

        assertThat(query("select hex(guid), cast(uuid as text), cast(pk as text), created_at, hex(user), status, note, "
                + "info from peer")).containsExactly(
                        "00112233445566778899AABBCCDDEEFF|uuid|key|2021-02-03 04:05:06|0A0B|1|front desk|"
                                + "{\"os\":{\"name\":\"x\"},\"ip\":\"2001:db8::2\",\"n\":12345678901234567890}");
    }

    @Test
    void anAddressIsTheSameWhetherHbbsWroteItMappedOrPlain() throws SQLException {
        open().close();
        for (String ip : List.of("192.0.2.1", "::ffff:192.0.2.1")) {
            execute("insert into peer(guid, id, uuid, pk, info) values (randomblob(16), 'at " + ip
                    + "', x'01', x'02', json_object('ip', '" + ip + "'))");
            try (PeerRegistry registry = open()) {
                assertThat(await(registry.locate("at " + ip)))
                        .isInstanceOfSatisfying(Located.Known.class,
                                known -> assertThat(known.identity().ip()).isEqualTo("192.0.2.1"));
            }
        }
    }

    @Test
    void whatIsMissingInAnOldRowIsReadAsEmptyAndCanBeFilledIn() throws SQLException {
        execute("create table peer(guid blob primary key, id varchar(100) unique, uuid blob, pk blob, "
                + "created_at datetime default current_timestamp, user blob, status tinyint, note varchar(300), "
                + "info text) without rowid");
        List<String> infos = List.of("null", "''", "'{'", "'[]'", "'{}'", "'{\"ip\":7}'", "'{\"ip\":null}'");
        for (int i = 0; i < infos.size(); i++) {
            execute("insert into peer(guid, id, info) values (randomblob(16), 'device" + i + "', " + infos.get(i)
                    + ")");
        }
        try (PeerRegistry registry = open()) {
            for (int i = 0; i < infos.size(); i++) {
                DeviceIdentity empty = new DeviceIdentity("device" + i, OpaqueBytes.EMPTY, OpaqueBytes.EMPTY, "");
                DeviceIdentity filled = device("device" + i, "uuid", "key", "192.0.2.1");

                assertThat(await(registry.locate("device" + i)))
                        .isEqualTo(new Located.Known(empty, Optional.empty()));
                assertThat(await(registry.store(filled, Optional.of(empty)))).isEqualTo(new StoreOutcome.Stored());
                assertThat(await(registry.locate("device" + i)))
                        .isEqualTo(new Located.Known(filled, Optional.empty()));
            }
        }
    }

    @Test
    void identitiesOutliveTheProcess() {
        DeviceIdentity device = device("100000001", "uuid", "key", "192.0.2.1");
        try (PeerRegistry registry = open()) {
            await(registry.store(device, Optional.empty()));
        }
        try (PeerRegistry registry = open()) {
            assertThat(await(registry.locate("100000001"))).isEqualTo(new Located.Known(device, Optional.empty()));
        }
    }

    @Test
    void nothingButTheFileIsLeftAfterTheClose() throws IOException {
        try (PeerRegistry registry = open()) {
            await(registry.store(device("100000001", "uuid", "key", "192.0.2.1"), Optional.empty()));
            await(registry.locate("100000001"));
        }
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(database);
        }
    }

    @Test
    void anyFileNameCanBeUsed() {
        database = directory.resolve("a b?c=d%20&#ü.sqlite3");
        open().close();

        assertThat(database).exists();
    }

    @Test
    void aFileThatIsNoDatabaseIsNamedAndLeftAlone() throws IOException {
        byte[] content = "not a database, but precious ".repeat(100).getBytes(StandardCharsets.UTF_8);
        Files.write(database, content);

        assertThatThrownBy(this::open).isInstanceOf(DatabaseFileException.class)
                .hasMessageContaining(database.toString()).hasMessageContaining("not a database")
                .hasMessageContaining("expected");
        assertThat(Files.readAllBytes(database)).isEqualTo(content);
    }

    @Test
    void aDamagedSchemaIsNamedAndLeftAlone() throws IOException, SQLException {
        open().close();
        byte[] content = Files.readAllBytes(database);
        // Behind the header of 100 bytes the first page holds the schema.
        Arrays.fill(content, 100, 4096, (byte) 0x5a);
        Files.write(database, content);

        assertThatThrownBy(this::open).isInstanceOf(DatabaseFileException.class)
                .hasMessageContaining(database.toString()).hasMessageContaining("malformed");
        assertThat(Files.readAllBytes(database)).isEqualTo(content);
    }

    @Test
    void aTableThatLacksAColumnIsNamed() throws SQLException {
        execute("create table peer(guid blob primary key, id varchar(100), created_at datetime, user blob, "
                + "status tinyint) without rowid");

        assertThatThrownBy(this::open).isInstanceOf(DatabaseFileException.class)
                .hasMessageContaining(database.toString()).hasMessageContaining("no such column: uuid");
    }

    @Test
    void aDirectoryInItsPlaceIsNamed() throws IOException {
        Files.createDirectory(database);

        assertThatThrownBy(this::open).isInstanceOf(DatabaseFileException.class)
                .hasMessageContaining(database.toString()).hasMessageContaining("unable to open");
    }

    @Test
    void aMissingDirectoryIsNamedAndNotMade() {
        database = directory.resolve("absent").resolve("db_v2.sqlite3");

        assertThatThrownBy(this::open).isInstanceOf(DatabaseFileException.class)
                .hasMessageContaining(database.toString()).hasMessageContaining("directory does not exist");
        assertThat(directory).isEmptyDirectory();
    }

    private PeerRegistry open() {
        return EmbeddedPeerRegistry.open(database, EmbeddedOptions.defaults());
    }

    private List<String> query(String sql) throws SQLException {
        return PlainSqlite.query(database, sql);
    }

    private void execute(String sql) throws SQLException {
        PlainSqlite.execute(database, sql);
    }

}
