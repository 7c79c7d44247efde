package io.fairlead.cluster.peer;

import io.fairlead.cluster.OpaqueBytes;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;

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

    private static final String FIND = """
            select uuid, pk, iif(json_valid(info), iif(json_type(info, '$.ip') = 'text', info ->> '$.ip', ''), '')
            from peer where id = ?""";
    private static final String INSERT = """
            insert into peer (uuid, pk, info, id, guid) values (?, ?, json_object('ip', ?), ?, ?)""";
    private static final String UPDATE = """
            update peer set uuid = ?, pk = ?,
                info = json_set(iif(json_valid(info), iif(json_type(info) = 'object', info, '{}'), '{}'), '$.ip', ?)
            where id = ?""";

    private final Connection connection;
    private final PreparedStatement find;
    private final PreparedStatement insert;
    private final PreparedStatement update;

    /** Takes the connection over; closes it when the table is not one that can be used. */
    IdentityTable(Connection connection) throws SQLException {
        this.connection = connection;
        try {
            find = connection.prepareStatement(FIND);
            insert = connection.prepareStatement(INSERT);
            update = connection.prepareStatement(UPDATE);
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

    /** Stores within the transaction that is begun; what is stored before in it counts. */
    StoreOutcome store(DeviceIdentity identity, Optional<DeviceIdentity> expected) throws SQLException {
        Optional<DeviceIdentity> current = find(identity.id());
        if (!current.equals(expected)) {
            return new StoreOutcome.Conflict(current);
        }
        PreparedStatement statement = current.isPresent() ? update : insert;
        statement.setBytes(1, identity.uuid().toByteArray());
        statement.setBytes(2, identity.publicKey().toByteArray());
        statement.setString(3, IpText.forHbbs(identity.ip()));
        statement.setString(4, identity.id());
        if (current.isEmpty()) {
            statement.setBytes(5, newGuid());
        }
        statement.executeUpdate();
        return new StoreOutcome.Stored();
    }

    void begin() throws SQLException {
        execute("begin immediate");
    }

    void commit() throws SQLException {
        execute("commit");
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static OpaqueBytes bytes(ResultSet row, int column) throws SQLException {
        byte[] value = row.getBytes(column);
        return value == null ? OpaqueBytes.EMPTY : OpaqueBytes.copyOf(value);
    }

    private static byte[] newGuid() {
        UUID guid = UUID.randomUUID();
        return ByteBuffer.allocate(16).putLong(guid.getMostSignificantBits()).putLong(guid.getLeastSignificantBits())
                .array();
    }
}
