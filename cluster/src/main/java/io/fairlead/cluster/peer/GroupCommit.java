package io.fairlead.cluster.peer;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/** Commits all stores of a batch in one transaction: one wait for the disk, however many devices came at once. */
final class GroupCommit implements IdentityWorker.Batch<GroupCommit.Store, StoreOutcome> {
    /** One compare-and-set. */
    record Store(DeviceIdentity identity, Optional<DeviceIdentity> expected) {}

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    @Override
    public List<StoreOutcome> answer(IdentityTable table, List<Store> stores) throws SQLException {
        List<StoreOutcome> outcomes = new ArrayList<>(stores.size());
        table.begin();
        for (Store store : stores) {
            outcomes.add(store(table, store));
        }
        table.commit();
        return outcomes;
    }

    private static StoreOutcome store(IdentityTable table, Store store) throws SQLException {
        try {
            return table.store(store.identity(), store.expected());
        } catch (SQLException e) {
            // Other failures may have ended the transaction, and concern every row of it.
            if ((e.getErrorCode() & 0xff) != SQLiteErrorCode.SQLITE_CONSTRAINT.code) {
                throw e;
            }
            log.atWarn().addKeyValue("id", store.identity().id()).addKeyValue("reason", e.getMessage())
                    .log("identity refused by the database");
            return new StoreOutcome.Unavailable();
        }
    }
}
