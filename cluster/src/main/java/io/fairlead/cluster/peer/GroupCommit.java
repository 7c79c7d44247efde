package io.fairlead.cluster.peer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** Commits all writes of a batch in one transaction: one wait for the disk, however many devices came at once. */
final class GroupCommit implements IdentityWorker.Batch<GroupCommit.Write, GroupCommit.Outcome> {
    /** A change, decided by what is stored. */
    sealed interface Write {
        /** Carries it out within the transaction that is begun. */
        Outcome apply(IdentityTable table) throws SQLException;

        /** The device, for the log. */
        String id();
    }

    /** How a change ended. */
    sealed interface Outcome {
        /** Of a {@link Store}. */
        record OfStore(StoreOutcome outcome) implements Outcome {}

        /** Of a {@link Move}. */
        record OfMove(MoveOutcome outcome) implements Outcome {}

        /** The store failed, whatever was asked. */
        record Failed() implements Outcome {}
    }

    /** One compare-and-set. */
    record Store(DeviceIdentity identity, Optional<DeviceIdentity> expected) implements Write {
        @Override
        public Outcome apply(IdentityTable table) throws SQLException {
            return new Outcome.OfStore(table.store(identity, expected));
        }

        @Override
        public String id() {
            return identity.id();
        }
    }

    /** One change of an id. */
    record Move(DeviceIdentity device, String newId, long holdSeconds) implements Write {
        @Override
        public Outcome apply(IdentityTable table) throws SQLException {
            return new Outcome.OfMove(table.move(device, newId, holdSeconds));
        }

        @Override
        public String id() {
            return newId;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    @Override
    public List<Outcome> answer(IdentityTable table, List<Write> writes) throws SQLException {
        List<Outcome> outcomes = new ArrayList<>(writes.size());
        table.beginWriting();
        for (Write write : writes) {
            outcomes.add(apply(table, write));
        }
        table.commit();
        return outcomes;
    }

    private static Outcome apply(IdentityTable table, Write write) throws SQLException {
        try {
            return write.apply(table);
        } catch (SQLException e) {
            // Other failures may have ended the transaction, and concern every row of it.
            if ((e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw e;
            }
            log.atWarn().addKeyValue("id", write.id()).addKeyValue("reason", e.getMessage())
                    .log("identity refused by the database");
            return new Outcome.Failed();
        }
    }
}
