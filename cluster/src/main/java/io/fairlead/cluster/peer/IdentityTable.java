package io.fairlead.cluster.peer;

import io.fairlead.cluster.OpaqueBytes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The table {@code peer} of protocol section 13 over one connection. Used by one thread. Columns that are not ours
 * ({@code user}, {@code status}, {@code note}) and other members of {@code info} are left as they are.
 */
final class IdentityTable implements AutoCloseable {
    /** As hbbs makes it, so that either takes the other's file over. */
    private static final String[] SCHEMA = {"""
            create table if not exists peer (
                guid blob primary key not null,
                id varchar(100) not null,
                uuid blob not null,
                pk blob not null,
                created_at datetime not null default (current_timestamp),
                user blob,
                status tinyint,
                note varchar(300),
                info text not null
            ) without rowid""", "create unique index if not exists index_peer_id on peer (id)",
            "create index if not exists index_peer_user on peer (user)",
            "create index if not exists index_peer_created_at on peer (created_at)",
            "create index if not exists index_peer_status on peer (status)"};

    /**
     * What the note of an id begins with whose device has moved to another: then the second, in Unix time, until which
     * it is held. The device's uuid stays with it, its key does not, so that its owner alone can have it back, and hbbs
     * sees a device that has never confirmed a key.
     */
    static final String HELD = "held until ";

    private static final String IS_HELD = "note like '" + HELD + "%'";

    private static final String FIND = """
            select uuid, pk, iif(json_valid(info), iif(json_type(info, '$.ip') = 'text', info ->> '$.ip', ''), '')
            from peer where id = ?
                and not coalesce(note like '%s%%' and cast(substr(note, %d) as integer) <= unixepoch(), 0)"""
            .formatted(HELD, HELD.length() + 1);

    /** Changes nothing where {@link #FIND} finds the id. One whose time of being held is over is nobody's. */
    private static final String INSERT = """
            insert into peer (uuid, pk, info, id, guid) values (?, ?, json_object('ip', ?), ?, ?)
            on conflict (id) do update set uuid = excluded.uuid, pk = excluded.pk, info = excluded.info,
                guid = excluded.guid, created_at = current_timestamp, user = null, status = null, note = null
            where peer.note like '%s%%' and cast(substr(peer.note, %d) as integer) <= unixepoch()"""
            .formatted(HELD, HELD.length() + 1);
    private static final String UPDATE = """
            update peer set uuid = ?, pk = ?,
                info = json_set(iif(json_valid(info), iif(json_type(info) = 'object', info, '{}'), '{}'), '$.ip', ?),
                note = iif(%s, null, note)
            where id = ?""".formatted(IS_HELD);
    private static final String RENAME = "update peer set id = ?, note = iif(" + IS_HELD + ", null, note) where id = ?";
    private static final String FORGET_HELD = "delete from peer where id = ? and " + IS_HELD;
    private static final String HOLD = """
            insert into peer (guid, id, uuid, pk, note, info)
            values (?, ?, ?, x'', '%s' || (unixepoch() + ?), '{}')""".formatted(HELD);

    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement beginReading;
    private final PreparedStatement beginWriting;
    private final PreparedStatement commit;

    /** Takes the connection over; closes it when the table is not one that can be used. */
    IdentityTable(Connection connection) throws SQLException {
        this.connection = connection;
        try {
            find = connection.prepareStatement(FIND);
            insert = connection.prepareStatement(INSERT);
            update = connection.prepareStatement(UPDATE);
            beginReading = connection.prepareStatement("begin");
            beginWriting = connection.prepareStatement("begin immediate");
            commit = connection.prepareStatement("commit");
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Makes what is missing of the table and its indexes. */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("begin immediate");
            for (String part : SCHEMA) {
                statement.execute(part);
            }
            statement.execute("commit");
        }
    }

    Optional<DeviceIdentity> find(String id) throws SQLException {
        find.setString(1, id);
        try (ResultSet rows = find.executeQuery()) {
            return rows.next()
                    ? Optional.of(new DeviceIdentity(id, bytes(rows, 1), bytes(rows, 2), rows.getString(3)))
                    : Optional.empty();
        }
    }

    /**
     * Stores within the transaction that is begun; what is stored before in it counts. A new id, which is what most
     * are when many come at once, takes one statement.
     */
    StoreOutcome store(DeviceIdentity identity, Optional<DeviceIdentity> expected) throws SQLException {
        if (expected.isEmpty()) {
            insert.setBytes(5, newGuid());
            return write(insert, identity) > 0
                    ? new StoreOutcome.Stored()
                    : new StoreOutcome.Conflict(find(identity.id()));
        }
        Optional<DeviceIdentity> current = find(identity.id());
        if (!current.equals(expected)) {
            return new StoreOutcome.Conflict(current);
        }
        int _ = write(update, identity);
        return new StoreOutcome.Stored();
    }

    private static int write(PreparedStatement statement, DeviceIdentity identity) throws SQLException {
        statement.setBytes(1, identity.uuid().toByteArray());
        statement.setBytes(2, identity.publicKey().toByteArray());
        statement.setString(3, IpText.forHbbs(identity.ip()));
        statement.setString(4, identity.id());
        return statement.executeUpdate();
    }

    /** Gives a device another id within the transaction that is begun. */
    MoveOutcome move(DeviceIdentity device, String newId, long holdSeconds) throws SQLException {
        Optional<DeviceIdentity> current = find(device.id());
        if (!current.equals(Optional.of(device))) {
            return new MoveOutcome.Conflict(current);
        }
        if (find(newId).isPresent()) {
            return new MoveOutcome.Taken();
        }
        change(FORGET_HELD, newId);
        change(RENAME, newId, device.id());
        if (holdSeconds > 0) {
            change(HOLD, newGuid(), device.id(), device.uuid().toByteArray(), holdSeconds);
        }
        return new MoveOutcome.Moved();
    }

    /** For what happens so seldom that a statement need not be kept. */
    private void change(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        }
    }

    /** Begins a transaction of lookups, which takes the file's lock once for all of them. */
    void beginReading() throws SQLException {
        boolean _ = beginReading.execute();
    }

    void beginWriting() throws SQLException {
        boolean _ = beginWriting.execute();
    }

    void commit() throws SQLException {
        boolean _ = commit.execute();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private static OpaqueBytes bytes(ResultSet row, int column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? OpaqueBytes.EMPTY : OpaqueBytes.copyOf(value);
    }

    private static byte[] newGuid() {
        return Guid.make(System.currentTimeMillis(), ThreadLocalRandom.current());
    }
}
