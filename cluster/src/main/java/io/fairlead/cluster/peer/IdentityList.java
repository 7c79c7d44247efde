package io.fairlead.cluster.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.Consumer;

/** The identities of a database, for operators' commands. A server may have it open at the same time. Blocks. */
public final class IdentityList {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private IdentityList() {}

    /**
     * One device that is stored.
     *
     * @param id      its id
     * @param ip      the IP address, as text, that it last confirmed its key from; empty when unknown
     * @param created when it was first stored, as the database has it: UTC, {@code yyyy-MM-dd HH:mm:ss}
     */
    public record Stored(String id, String ip, String created) {}

    /**
     * Lists all devices, by their ids.
     *
     * @param database the file; nothing is listed when there is none
     * @param shown    given one device after the other
     * @throws SQLException when the file can't be read
     */
    public static void list(Path database, Consumer<Stored> shown) throws SQLException {
        if (!Files.exists(database)) {
            return;
        }
        try (Connection connection = new SqliteFile(database, BUSY).open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select id, coalesce(iif(json_valid(info), info ->> '$.ip', ''), ''), created_at
                        from peer order by id""")) {
            while (rows.next()) {
                shown.accept(new Stored(rows.getString(1), IpText.canonical(rows.getString(2)), rows.getString(3)));
            }
        }
    }

    /**
     * Deletes a device's identity: whoever registers its id next has it.
     *
     * @param database the file
     * @param id       the device
     * @return whether it was there
     * @throws SQLException when the file can't be written
     */
    public static boolean delete(Path database, String id) throws SQLException {
        if (!Files.exists(database)) {
            return false;
        }
        try (Connection connection = new SqliteFile(database, BUSY).open();
                PreparedStatement delete = connection.prepareStatement("delete from peer where id = ?")) {
            delete.setString(1, id);
            return delete.executeUpdate() > 0;
        }
    }
}
