package io.fairlead.cluster.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The identities of a database, for operators' commands. A server may have it open at the same time. Blocks. */
public final class IdentityList {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private static final String PAGE = """
            select id, coalesce(iif(json_valid(info), info ->> '$.ip', ''), ''), created_at
            from peer
            where id > ?1 and id >= ?2 and id < ?2 || char(1114111) and coalesce(note, '') not like '%s%%'
            order by id limit ?3""".formatted(IdentityTable.HELD);

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
     * Lists some devices, by their ids. Ids that are held for their former owners are not among them.
     *
     * @param database the file; nothing is listed when there is none
     * @param prefix   only ids that begin so; empty = all
     * @param after    where the page begins, as the page before says; empty = the first
     * @param most     how many, at least 1
     * @return the page
     * @throws SQLException when the file can't be read
     */
    public static IdentityPage page(Path database, String prefix, String after, int most) throws SQLException {
        List<Stored> devices = new ArrayList<>();
        if (!Files.exists(database)) {
            return new IdentityPage(devices, "");
        }
        try (Connection connection = new SqliteFile(database, BUSY).open();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, after);
            select.setString(2, prefix);
            select.setInt(3, most + 1);
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    devices.add(new Stored(rows.getString(1), IpText.canonical(rows.getString(2)), rows.getString(3)));
                }
            }
        }
        boolean isLast = devices.size() <= most;
        List<Stored> page = isLast ? devices : devices.subList(0, most);
        return new IdentityPage(page, isLast ? "" : page.getLast().id());
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
