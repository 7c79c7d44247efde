package io.fairlead.cluster.enrolment;

import io.fairlead.cluster.enrolment.DeviceRule.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The operator's word in a SQLite file of its own. A server and any number of commands may have it open at once.
 * Blocks; for one thread.
 */
public final class EnrolmentFile implements EnrolmentBook {
    /** The file's name in the data directory. */
    public static final String NAME = "enrolment.sqlite3";

    /** Devices that were refused are remembered up to this number, the last ones. */
    private static final int MOST_PENDING = 10_000;

    private static final List<String> SCHEMA = List.of("""
            create table if not exists id_rule (
                id text primary key not null, state text not null, tenant text not null, uuid_hash text)
            without rowid""", """
            create table if not exists uuid_rule (
                uuid_hash text primary key not null, state text not null, tenant text not null)
            without rowid""", """
            create table if not exists pending (
                id text primary key not null, uuid_hash text not null, ip text not null, attempts integer not null,
                last_seen integer not null) without rowid""");

    private final Path file;
    private final Connection connection;

    private EnrolmentFile(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /**
     * Opens the file of a data directory, making it where there is none.
     *
     * @param directory where it is
     * @return the open file
     * @throws EnrolmentBookException when it can't be used
     */
    public static EnrolmentFile open(Path directory) throws EnrolmentBookException {
        Path file = directory.resolve(NAME);
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("pragma busy_timeout = 5000");
                statement.execute("pragma journal_mode = wal");
                for (String part : SCHEMA) {
                    statement.execute(part);
                }
                return new EnrolmentFile(file, connection);
            } catch (SQLException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            throw unusable(file, e);
        }
    }

    /**
     * Says whether a data directory has the file.
     *
     * @param directory where it would be
     * @return true when nothing needs to be made
     */
    public static boolean exists(Path directory) {
        return Files.exists(directory.resolve(NAME));
    }

    @Override
    public void approve(String id, String tenant) throws EnrolmentBookException {
        change("""
                insert into id_rule (id, state, tenant, uuid_hash)
                values (?1, 'approved', ?2, (select uuid_hash from pending where id = ?1))
                on conflict (id) do update set state = 'approved', tenant = excluded.tenant,
                    uuid_hash = coalesce(excluded.uuid_hash, iif(state = 'removed', null, uuid_hash))""", id, tenant);
        change("delete from pending where id = ?", id);
    }

    @Override
    public void approveUuid(String uuidHash, String tenant) throws EnrolmentBookException {
        change("insert or replace into uuid_rule (uuid_hash, state, tenant) values (?, 'approved', ?)",
                uuidHash, tenant);
        change("delete from pending where uuid_hash = ?", uuidHash);
    }

    @Override
    public void block(String id) throws EnrolmentBookException {
        change("""
                insert into id_rule (id, state, tenant) values (?, 'blocked', '')
                on conflict (id) do update set state = 'blocked',
                    uuid_hash = iif(state = 'removed', null, uuid_hash)""", id);
        change("delete from pending where id = ?", id);
    }

    @Override
    public void unblock(String id) throws EnrolmentBookException {
        change("update id_rule set state = 'approved' where id = ? and state = 'blocked'", id);
    }

    @Override
    public void remove(String id) throws EnrolmentBookException {
        change("""
                insert or replace into id_rule (id, state, tenant, uuid_hash)
                values (?, 'removed', '', lower(hex(randomblob(16))))""", id);
        change("delete from pending where id = ?", id);
    }

    /** Binds an id that nothing is said of to a device. */
    void bind(String id, String uuidHash, String tenant) throws EnrolmentBookException {
        change("""
                insert into id_rule (id, state, tenant, uuid_hash) values (?, 'approved', ?, ?)
                on conflict (id) do update set state = 'approved', tenant = excluded.tenant,
                    uuid_hash = excluded.uuid_hash where state = 'removed'""", id, tenant, uuidHash);
    }

    /** What is said of one id is said of another from now on. */
    void move(String oldId, String newId) throws EnrolmentBookException {
        change("update or replace id_rule set id = ? where id = ? and state = 'approved'", newId, oldId);
    }

    /**
     * Remembers that a device was refused.
     *
     * @param refused the device; its attempts are added to those before
     * @throws EnrolmentBookException when the file can't be written
     */
    public void refused(Pending refused) throws EnrolmentBookException {
        change("""
                insert into pending (id, uuid_hash, ip, attempts, last_seen) values (?, ?, ?, ?, ?)
                on conflict (id) do update set uuid_hash = excluded.uuid_hash, ip = excluded.ip,
                    attempts = attempts + excluded.attempts, last_seen = excluded.last_seen""",
                refused.id(), refused.uuidHash(), refused.ip(), refused.attempts(), refused.lastSeen());
        change("""
                delete from pending where id in (
                    select id from pending order by last_seen desc limit -1 offset ?)""", MOST_PENDING);
    }

    @Override
    public List<Pending> pending() throws EnrolmentBookException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select id, uuid_hash, ip, attempts, last_seen from pending
                        where uuid_hash not in (select uuid_hash from uuid_rule)
                            and id not in (select id from id_rule
                                where state <> 'removed' and coalesce(uuid_hash, pending.uuid_hash) = pending.uuid_hash)
                        order by last_seen desc""")) {
            List<Pending> pending = new ArrayList<>();
            while (rows.next()) {
                pending.add(new Pending(
                        rows.getString(1), rows.getString(2), rows.getString(3), rows.getLong(4), rows.getLong(5)));
            }
            return pending;
        } catch (SQLException e) {
            throw unusable(file, e);
        }
    }

    @Override
    public Enrolment read() throws EnrolmentBookException {
        Map<String, DeviceRule> byId = new HashMap<>();
        Map<String, String> uuids = new HashMap<>();
        Map<String, DeviceRule> byUuid = new HashMap<>();
        Map<String, String> removed = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select id, uuid_hash, state, tenant from id_rule
                        union all select null, uuid_hash, state, tenant from uuid_rule""")) {
            while (rows.next()) {
                if ("removed".equals(rows.getString(3))) {
                    // Where no device is bound, the column tells one removal from the next.
                    removed.put(rows.getString(1), Objects.requireNonNullElse(rows.getString(2), ""));
                    continue;
                }
                DeviceRule rule = new DeviceRule(
                        "blocked".equals(rows.getString(3)) ? State.BLOCKED : State.APPROVED, rows.getString(4));
                Optional<String> id = Optional.ofNullable(rows.getString(1));
                Optional<String> uuid = Optional.ofNullable(rows.getString(2));
                id.ifPresentOrElse(known -> byId.put(known, rule), () -> byUuid.put(uuid.orElseThrow(), rule));
                id.ifPresent(known -> uuid.ifPresent(hash -> uuids.put(known, hash)));
            }
        } catch (SQLException e) {
            throw unusable(file, e);
        }
        return new Enrolment(byId, uuids, byUuid, removed);
    }

    /**
     * Changes with every change that another process has committed.
     *
     * @return a number that is only compared
     * @throws EnrolmentBookException when the file can't be read
     */
    long version() throws EnrolmentBookException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma data_version")) {
            return row.getLong(1);
        } catch (SQLException e) {
            throw unusable(file, e);
        }
    }

    private void change(String sql, Object... values) throws EnrolmentBookException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.executeUpdate();
        } catch (SQLException e) {
            throw unusable(file, e);
        }
    }

    private static EnrolmentBookException unusable(Path file, SQLException failure) {
        return new EnrolmentBookException(file + " cannot be used: " + failure.getMessage(), failure);
    }

    @Override
    public void close() throws EnrolmentBookException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw unusable(file, e);
        }
    }
}
