package io.fairlead.cli.run;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.crypto.ServerKeyPair;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** A directory as the open server 1.1.17 leaves it: key files and database. */
final class OpenServerFiles {
    private static final List<String> SCHEMA = List.of("""
            CREATE TABLE peer (guid blob primary key not null, id varchar(100) not null, uuid blob not null,
            pk blob not null, created_at datetime not null default(current_timestamp), user blob, status tinyint,
            note varchar(300), info text not null) without rowid""",
            "CREATE UNIQUE INDEX index_peer_id on peer (id)",
            "CREATE INDEX index_peer_user on peer (user)",
            "CREATE INDEX index_peer_created_at on peer (created_at)",
            "CREATE INDEX index_peer_status on peer (status)");

    private final Path directory;

    private OpenServerFiles(Path directory) {
        this.directory = directory;
    }

    /** Writes the files, with no device yet. */
    static OpenServerFiles make(Path directory, ServerKeyPair key) throws Exception {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("id_ed25519"), key.secretKeyBase64());
        Files.writeString(directory.resolve("id_ed25519.pub"), key.publicKeyBase64());
        OpenServerFiles files = new OpenServerFiles(directory);
        try (Connection connection = files.connect();
                Statement statement = connection.createStatement()) {
            for (String part : SCHEMA) {
                statement.execute(part);
            }
        }
        return files;
    }

    private Connection connect() throws Exception {
        return connect(directory.resolve("db_v2.sqlite3"));
    }

    private static Connection connect(Path database) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + database);
    }

    /** Stores a device that was at an IPv4 address. */
    void add(String id, ByteString uuid, ByteString publicKey, String ip) throws Exception {
        try (Connection connection = connect();
                PreparedStatement insert = connection.prepareStatement(
                        "insert into peer (guid, id, uuid, pk, info, note) values (?, ?, ?, ?, ?, 'kept')")) {
            insert.setBytes(1, HexFormat.of().parseHex(UUID.randomUUID().toString().replace("-", "")));
            insert.setString(2, id);
            insert.setBytes(3, uuid.toByteArray());
            insert.setBytes(4, publicKey.toByteArray());
            insert.setString(5, "{\"ip\":\"::ffff:" + ip + "\"}");
            insert.executeUpdate();
        }
    }

    /** The first column of what a database answers. */
    static List<String> rows(Path database, String sql) throws Exception {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> out = new ArrayList<>();
            while (rows.next()) {
                out.add(rows.getString(1));
            }
            return out;
        }
    }
}
