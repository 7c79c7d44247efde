package io.fairlead.cluster.peer;

import io.fairlead.cluster.OpaqueBytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** A database of hbbs or of a node that is alone, as something to be moved into another store or out of it. Blocks. */
public final class IdentityFile {
    private static final Duration BUSY = Duration.ofSeconds(5);

    private static final String READ = """
            select id, uuid, pk, iif(json_valid(info), iif(json_type(info, '$.ip') = 'text', info ->> '$.ip', ''), ''),
                unixepoch(created_at), iif(note like 'held until %', cast(substr(note, 12) as integer), null)
            from peer""";
    private static final String INSERT = """
            insert into peer (guid, id, uuid, pk, created_at, info, note)
            values (?, ?, ?, ?, coalesce(datetime(?, 'unixepoch'), current_timestamp), json_object('ip', ?),
                'held until ' || ?)""";

    private IdentityFile() {}

    /**
     * One device, with what stays with it wherever it is kept.
     *
     * @param identity  who it is
     * @param created   when it was first stored, Unix time in seconds; empty when that is unknown
     * @param heldUntil Unix time in seconds, when the id is kept for a device that has moved to another; else empty
     */
    public record Entry(DeviceIdentity identity, OptionalLong created, OptionalLong heldUntil) {
        /**
         * Checks that no part is missing.
         *
         * @throws NullPointerException when one is
         */
        public Entry {
            Objects.requireNonNull(identity, "identity");
            Objects.requireNonNull(created, "created");
            Objects.requireNonNull(heldUntil, "heldUntil");
        }

        /**
         * Says in what two entries for one id differ. When they were created is no difference.
         *
         * @param other the other
         * @return the parts
         */
        public Set<Part> differences(Entry other) {
            Set<Part> parts = EnumSet.noneOf(Part.class);
            if (!identity.uuid().equals(other.identity.uuid())) {
                parts.add(Part.UUID);
            }
            if (!identity.publicKey().equals(other.identity.publicKey())) {
                parts.add(Part.PUBLIC_KEY);
            }
            if (!identity.ip().equals(other.identity.ip())) {
                parts.add(Part.ADDRESS);
            }
            if (heldUntil.isPresent() != other.heldUntil.isPresent()) {
                parts.add(Part.HELD);
            }
            return parts;
        }
    }

    /** What can differ. */
    public enum Part {
        /** The device's secret: another device has the id. */
        UUID,
        /** The device's key. */
        PUBLIC_KEY,
        /** The address that it last confirmed its key from. */
        ADDRESS,
        /** Whether the id is only kept for a device that has another. */
        HELD
    }

    /**
     * Reads all devices, in the order of their ids. What others write meanwhile is not seen.
     *
     * @param database the file
     * @param batch    so many at once, at least 1
     * @param taker    is given one batch after the other
     * @throws SQLException when the file cannot be read
     */
    public static void read(Path database, int batch, Consumer<List<Entry>> taker) throws SQLException {
        try (Connection connection = new SqliteFile(database, BUSY).open();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(READ + " order by id")) {
            List<Entry> entries = new ArrayList<>(batch);
            while (rows.next()) {
                entries.add(entry(rows));
                if (entries.size() == batch) {
                    taker.accept(entries);
                    entries = new ArrayList<>(batch);
                }
            }
            if (!entries.isEmpty()) {
                taker.accept(entries);
            }
        }
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                new DeviceIdentity(row.getString(1), bytes(row, 2), bytes(row, 3), row.getString(4)), number(row, 5),
                number(row, 6));
    }

    private static OpaqueBytes bytes(ResultSet row, int column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? OpaqueBytes.EMPTY : OpaqueBytes.copyOf(value);
    }

    private static OptionalLong number(ResultSet row, int column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }

    /**
     * Opens a database to be filled, makes it where there is none.
     *
     * @param database the file; its directory exists
     * @return the writer, to be closed
     * @throws SQLException when the file cannot be used
     */
    public static Writer write(Path database) throws SQLException {
        SqliteFile file = new SqliteFile(database, BUSY);
        if (!Files.exists(database)) {
            try (Connection connection = file.create()) {
                IdentityTable.create(connection);
            }
        }
        return new Writer(file.open());
    }

    /** Adds devices to a database; never replaces one. Used by one thread. */
    public static final class Writer implements AutoCloseable {
        private final Connection connection;

        private Writer(Connection connection) {
            this.connection = connection;
        }

        /**
         * How an entry was taken.
         *
         * @param added   it was not there before
         * @param differs in what it differs from what is there; empty when it was added or is there
         */
        public record Taken(boolean added, Set<Part> differs) {}

        /**
         * Adds devices, all or none of them durably.
         *
         * @param entries the devices
         * @return one answer for each, in their order
         * @throws SQLException when none was added
         */
        public List<Taken> add(List<Entry> entries) throws SQLException {
            List<Taken> taken = new ArrayList<>(entries.size());
            connection.setAutoCommit(false);
            try (PreparedStatement find = connection.prepareStatement(READ + " where id = ?");
                    PreparedStatement insert = connection.prepareStatement(INSERT)) {
                for (Entry entry : entries) {
                    taken.add(add(entry, find, insert));
                }
                connection.commit();
                return taken;
            } catch (SQLException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }

        private static Taken add(Entry entry, PreparedStatement find, PreparedStatement insert) throws SQLException {
            DeviceIdentity identity = entry.identity();
            find.setString(1, identity.id());
            try (ResultSet rows = find.executeQuery()) {
                if (rows.next()) {
                    return new Taken(false, entry.differences(entry(rows)));
                }
            }
            insert.setBytes(1, Guid.make(System.currentTimeMillis(), ThreadLocalRandom.current()));
            insert.setString(2, identity.id());
            insert.setBytes(3, identity.uuid().toByteArray());
            insert.setBytes(4, identity.publicKey().toByteArray());
            insert.setObject(5, entry.created().isPresent() ? entry.created().getAsLong() : null);
            insert.setString(6, IpText.forHbbs(identity.ip()));
            insert.setObject(7, entry.heldUntil().isPresent() ? entry.heldUntil().getAsLong() : null);
            insert.executeUpdate();
            return new Taken(true, Set.of());
        }

        /**
         * Looks for devices.
         *
         * @param entries what is expected
         * @return the ids of those that are not there as expected
         * @throws SQLException when the file cannot be read
         */
        public List<String> missing(List<Entry> entries) throws SQLException {
            List<String> missing = new ArrayList<>();
            try (PreparedStatement find = connection.prepareStatement(READ + " where id = ?")) {
                for (Entry entry : entries) {
                    find.setString(1, entry.identity().id());
                    try (ResultSet rows = find.executeQuery()) {
                        if (!rows.next() || !entry.differences(entry(rows)).isEmpty()) {
                            missing.add(entry.identity().id());
                        }
                    }
                }
            }
            return missing;
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
