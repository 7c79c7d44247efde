package io.fairlead.cluster.peer;

import static io.fairlead.cluster.peer.PeerRegistryContract.await;
import static io.fairlead.cluster.peer.PeerRegistryContract.device;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.peer.StoreOutcome.Stored;
import io.fairlead.cluster.peer.StoreOutcome.Unavailable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database fails in earnest, and works again. */
class EmbeddedPeerRegistryFailureTest {
    private static final DeviceIdentity OLD = device("100000001", "uuid", "key", "192.0.2.1");
    private static final DeviceIdentity NEW = device("100000002", "uuid", "key", "192.0.2.1");

    @TempDir
    private Path directory;
    private Path database;
    private PeerRegistry registry;

    @BeforeEach
    void openRegistry() {
        database = directory.resolve("db_v2.sqlite3");
        reopen(new EmbeddedOptions(1000, 100, 1000, 1, Duration.ofMillis(200), Duration.ofSeconds(10)));
        await(registry.store(OLD, Optional.empty()));
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    @Test
    void aLockThatIsHeldTooLongMakesStoresUnavailableButNotLookups() throws SQLException {
        try (Connection other = PlainSqlite.connect(database)) {
            PlainSqlite.execute(other, "begin immediate");

            assertThat(store(NEW)).isEqualTo(new Unavailable());
            assertThat(await(registry.locate(OLD.id()))).isEqualTo(new Located.Known(OLD, Optional.empty()));
            assertThat(await(registry.locate(NEW.id()))).isEqualTo(new Located.Unknown());

            PlainSqlite.execute(other, "rollback");
        }
        assertThat(store(NEW)).isEqualTo(new Stored());
    }

    @Test
    void aLockThatEndsInTimeIsWaitedFor() throws SQLException {
        reopen(new EmbeddedOptions(1000, 100, 1000, 1, Duration.ofSeconds(10), Duration.ofSeconds(10)));
        try (Connection other = PlainSqlite.connect(database)) {
            PlainSqlite.execute(other, "begin immediate");
            CompletableFuture<StoreOutcome> outcome = registry.store(NEW, Optional.empty()).toCompletableFuture();
            PlainSqlite.execute(other, "rollback");

            assertThat(await(outcome)).isEqualTo(new Stored());
        }
    }

    @Test
    void anAbsentTableIsUnavailableAndNeverUnknown() throws SQLException {
        PlainSqlite.execute(database, "alter table peer rename to elsewhere");

        assertThat(await(registry.locate(OLD.id()))).isEqualTo(new Located.Unavailable());
        assertThat(await(registry.locate(NEW.id()))).isEqualTo(new Located.Unavailable());
        assertThat(store(NEW)).isEqualTo(new Unavailable());

        PlainSqlite.execute(database, "alter table elsewhere rename to peer");
        assertThat(await(registry.locate(OLD.id()))).isEqualTo(new Located.Known(OLD, Optional.empty()));
        assertThat(store(NEW)).isEqualTo(new Stored());
    }

    @Test
    void aDatabaseThatRefusesOneRowStillStoresTheOthersOfItsBatch() throws SQLException {
        PlainSqlite.execute(database, "create trigger refuse before insert on peer when new.id = 'bad' "
                + "begin select raise(abort, 'refused'); end");
        reopen(EmbeddedOptions.defaults());
        List<CompletableFuture<StoreOutcome>> outcomes;
        try (Connection other = PlainSqlite.connect(database)) {
            // While the lock is held the stores gather, so that they share a batch.
            PlainSqlite.execute(other, "begin immediate");
            outcomes = List.of("first", "bad", "last").stream()
                    .map(id -> registry.store(device(id, "uuid", "key", "192.0.2.1"), Optional.empty())
                            .toCompletableFuture())
                    .toList();
            PlainSqlite.execute(other, "rollback");
        }

        assertThat(outcomes.stream().map(outcome -> await(outcome)).toList())
                .isEqualTo(List.of(new Stored(), new Unavailable(), new Stored()));
        assertThat(PlainSqlite.query(database, "select id from peer order by id"))
                .containsExactly("100000001", "first", "last");
    }

    @Test
    void aFileThatVanishedIsNotReplacedByAnEmptyOne() throws Exception {
        PlainSqlite.execute(database, "alter table peer rename to elsewhere");
        assertThat(await(registry.locate(OLD.id()))).isEqualTo(new Located.Unavailable());
        assertThat(store(NEW)).isEqualTo(new Unavailable());

        Path kept = directory.resolve("kept");
        Files.move(database, kept);
        assertThat(await(registry.locate(OLD.id()))).isEqualTo(new Located.Unavailable());
        assertThat(store(NEW)).isEqualTo(new Unavailable());

        assertThat(database).doesNotExist();
        Files.move(kept, database);
        PlainSqlite.execute(database, "alter table elsewhere rename to peer");
        assertThat(await(registry.locate(OLD.id()))).isEqualTo(new Located.Known(OLD, Optional.empty()));
    }

    @Test
    void whatExceedsTheQueueIsUnavailableAtOnce() throws SQLException {
        reopen(new EmbeddedOptions(2, 1, 1, 1, Duration.ofSeconds(10), Duration.ofSeconds(10)));
        List<CompletableFuture<StoreOutcome>> outcomes;
        try (Connection other = PlainSqlite.connect(database)) {
            PlainSqlite.execute(other, "begin immediate");
            outcomes = IntStream.range(0, 10).mapToObj(i -> registry
                    .store(device("20000000" + i, "uuid", "key", "192.0.2.1"), Optional.empty()).toCompletableFuture())
                    .toList();

            // Two wait in the queue, and one may be in the writer's hands.
            assertThat(outcomes.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join).toList())
                    .hasSizeBetween(7, 8).containsOnly(new Unavailable());
            PlainSqlite.execute(other, "rollback");
        }

        long stored = outcomes.stream().filter(outcome -> await(outcome) instanceof Stored).count();
        assertThat(PlainSqlite.query(database, "select count(*) from peer")).containsExactly(stored + 1 + "");
        assertThat(stored).isBetween(2L, 3L);
    }

    @Test
    void aFloodOfUnknownIdsIsAnsweredUnknownOrUnavailableAndEnds() {
        reopen(new EmbeddedOptions(1, 1, 16, 1, Duration.ZERO, Duration.ofSeconds(10)));

        List<CompletableFuture<Located>> flood = IntStream.range(0, 100_000)
                .mapToObj(i -> registry.locate("id" + i).toCompletableFuture()).toList();

        assertThat(flood.stream().map(located -> await(located)).distinct().toList())
                .containsExactlyInAnyOrder(new Located.Unknown(), new Located.Unavailable());
        assertThat(await(registry.locate(OLD.id()))).isEqualTo(new Located.Known(OLD, Optional.empty()));
    }

    @Test
    void aStoreIsGivenUpAfterTheAnswerTimeout() throws SQLException {
        reopen(new EmbeddedOptions(1000, 1, 1, 1, Duration.ofMillis(300), Duration.ofMillis(300)));
        List<StoreOutcome> outcomes;
        try (Connection other = PlainSqlite.connect(database)) {
            PlainSqlite.execute(other, "begin immediate");
            List<CompletableFuture<StoreOutcome>> stores = IntStream.range(0, 500).mapToObj(i -> registry
                    .store(device("20000000" + i, "uuid", "key", "192.0.2.1"), Optional.empty()).toCompletableFuture())
                    .toList();
            // Were each to wait for the lock by itself, the last would be answered after 150 s.
            outcomes = stores.stream().map(outcome -> await(outcome)).toList();
            PlainSqlite.execute(other, "rollback");
        }

        assertThat(outcomes).hasSize(500).containsOnly(new Unavailable());
        assertThat(store(NEW)).isEqualTo(new Stored());
        // OLD and NEW, and at most the one that was in the writer's hands when the lock ended.
        assertThat(PlainSqlite.query(database, "select count(*) from peer")).containsAnyOf("2", "3").hasSize(1);
    }

    private StoreOutcome store(DeviceIdentity device) {
        return await(registry.store(device, Optional.empty()));
    }

    private void reopen(EmbeddedOptions options) {
        if (registry != null) {
            registry.close();
        }
        registry = EmbeddedPeerRegistry.open(database, options);
    }
}
