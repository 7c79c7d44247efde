package io.fairlead.cluster.peer;

import io.fairlead.cluster.Transport;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry of a node that is alone: identities in a SQLite file that hbbs can use as well (protocol section 13). It
 * keeps no routes: its node, which holds all devices, is asked for them.
 *
 * <p>Identities are written by one thread, which commits all that wait together, and read by others; what exceeds their
 * queues is answered {@code Unavailable} at once. Routes are answered on the caller's thread. An id's length is for the
 * caller to check (the column is made for 100 characters).
 */
public final class EmbeddedPeerRegistry implements PeerRegistry {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPeerRegistry.class);

    /** So many lookups are taken at once; more would wait behind each other while another reader is idle. */
    private static final int LOCATE_BATCH = 16;

    /** What is not answered in time is told so a little late: by the time limit's share of so many. */
    private static final int GIVE_UP_PARTS = 20;

    /** Any fence says the same where claims do not compete. */
    private static final CompletionStage<RouteClaim> CLAIMED = CompletableFuture
            .completedStage(new RouteClaim.Claimed(1, Optional.empty()));

    private final Path database;
    private final Duration answerTimeout;
    private final BatchQueue<IdentityWorker.Request<GroupCommit.Write, GroupCommit.Outcome>> stores;
    private final BatchQueue<IdentityWorker.Request<String, Located>> lookups;
    private final IdentityWorker<GroupCommit.Write, GroupCommit.Outcome> writer;
    private final List<IdentityWorker<String, Located>> readers;
    private volatile HeldRoutes routes = _ -> Optional.empty();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("identity-timer").daemon().factory());
    private volatile boolean closed;

    private EmbeddedPeerRegistry(SqliteFile file, EmbeddedOptions options) {
        database = file.path();
        answerTimeout = options.answerTimeout();
        stores = new BatchQueue<>(options.storeQueue());
        lookups = new BatchQueue<>(options.locateQueue());
        writer = new IdentityWorker<>("identity-writer", file, stores, options.storeBatch(), new GroupCommit(),
                new GroupCommit.Outcome.Failed(), new FailureLog(database, "store", System::nanoTime));
        FailureLog lookupFailures = new FailureLog(database, "locate", System::nanoTime);
        readers = IntStream.range(0, options.readers())
                .mapToObj(i -> new IdentityWorker<>("identity-reader-" + i, file, lookups, LOCATE_BATCH, this::locate,
                        new Located.Unavailable(), lookupFailures))
                .toList();
    }

    /**
     * Opens the database, makes it where there is none, and starts the threads. Blocks for as long as that takes.
     *
     * @param database the file; its directory exists
     * @param options  the limits
     * @return the registry
     * @throws DatabaseFileException when the file cannot be used; it is left as it is
     */
    public static EmbeddedPeerRegistry open(Path database, EmbeddedOptions options) {
        Path path = database.toAbsolutePath();
        if (!Files.isDirectory(path.getParent())) {
            throw new DatabaseFileException(path, "its directory does not exist", null);
        }
        SqliteFile file = new SqliteFile(path, options.busyTimeout());
        try (Connection connection = file.create()) {
            IdentityTable.create(connection);
        } catch (SQLException e) {
            throw new DatabaseFileException(path, e.getMessage(), e);
        }
        try {
            new IdentityTable(file.open()).close();
        } catch (SQLException e) {
            throw new DatabaseFileException(path, e.getMessage(), e);
        }
        EmbeddedPeerRegistry registry = new EmbeddedPeerRegistry(file, options);
        registry.writer.start();
        registry.readers.forEach(IdentityWorker::start);
        long interval = options.answerTimeout().dividedBy(GIVE_UP_PARTS).toNanos() + 1;
        ScheduledFuture<?> _ = registry.timer.scheduleWithFixedDelay(
                () -> registry.giveUp(options.answerTimeout().toNanos()), interval, interval, TimeUnit.NANOSECONDS);
        return registry;
    }

    @Override
    public boolean isShared() {
        return false;
    }

    @Override
    public CompletionStage<Located> locate(String id) {
        return submit(lookups, id, new Located.Unavailable());
    }

    @Override
    public CompletionStage<StoreOutcome> store(DeviceIdentity identity, Optional<DeviceIdentity> expected) {
        return write(new GroupCommit.Store(identity, expected))
                .thenApply(outcome -> outcome instanceof GroupCommit.Outcome.OfStore(StoreOutcome store)
                        ? store
                        : new StoreOutcome.Unavailable());
    }

    @Override
    public CompletionStage<StoreOutcome> restore(DeviceIdentity identity) {
        return store(identity, Optional.empty()).thenApply(outcome -> outcome instanceof StoreOutcome.Conflict conflict
                && conflict.current().equals(Optional.of(identity)) ? new StoreOutcome.Stored() : outcome);
    }

    @Override
    public CompletionStage<MoveOutcome> move(DeviceIdentity device, String newId, Duration hold) {
        return write(new GroupCommit.Move(device, newId, hold.toSeconds()))
                .thenApply(outcome -> outcome instanceof GroupCommit.Outcome.OfMove(MoveOutcome move)
                        ? move
                        : new MoveOutcome.Unavailable());
    }

    private CompletionStage<GroupCommit.Outcome> write(GroupCommit.Write write) {
        return submit(stores, write, new GroupCommit.Outcome.Failed());
    }

    /** Nobody else can hold the device: the claim is always the newest. */
    @Override
    public CompletionStage<RouteClaim> claimRoute(String id, String nodeId, Transport transport,
            InetSocketAddress observed, Duration heardAgo) {
        return closed ? CompletableFuture.completedStage(new RouteClaim.Unavailable()) : CLAIMED;
    }

    @Override
    public void askForRoutes(HeldRoutes node) {
        routes = node;
    }

    @Override
    public void onLost(Runnable lost) {
        // Routes end with the process, and a file that vanished makes stores fail: nothing is lost while it runs.
    }

    @Override
    public void releaseRoute(String id, long fence) {
        // Its node does not hold the device any more, and says so when it is asked.
    }

    @Override
    public CompletionStage<OnlineStates> online(List<String> ids) {
        if (closed) {
            return CompletableFuture.completedStage(new OnlineStates.Unavailable());
        }
        BitSet online = new BitSet(ids.size());
        for (int i = 0; i < ids.size(); i++) {
            online.set(i, routes.find(ids.get(i)).isPresent());
        }
        return CompletableFuture.completedStage(new OnlineStates.Answered(online));
    }

    /**
     * Writes and answers what is pending, then closes the file, which leaves no log beside it. Blocks until then, for
     * twice the answer timeout at most.
     */
    @Override
    public void close() {
        closed = true;
        // The writer last: the last connection to close moves the log into the file.
        lookups.close();
        boolean ended = awaitEnd(readers);
        stores.close();
        ended &= awaitEnd(List.of(writer));
        timer.shutdown();
        // Where the file holds a thread up, nobody is to wait any longer.
        giveUp(0);
        if (!ended) {
            log.atWarn().addKeyValue("database", database).log("database did not close in time");
        }
    }

    private boolean awaitEnd(List<? extends IdentityWorker<?, ?>> workers) {
        boolean interrupted = Thread.interrupted();
        try {
            boolean ended = true;
            for (IdentityWorker<?, ?> worker : workers) {
                ended &= worker.awaitEnd(answerTimeout);
            }
            return ended;
        } catch (InterruptedException e) {
            interrupted = true;
            return false;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <Q, A> CompletionStage<A> submit(BatchQueue<IdentityWorker.Request<Q, A>> queue, Q question,
            A unavailable) {
        CompletableFuture<A> answer = new CompletableFuture<>();
        return queue.offer(new IdentityWorker.Request<>(question, answer, System.nanoTime()))
                ? answer
                : CompletableFuture.completedStage(unavailable);
    }

    /** A timer of its own for each request costs more than to look at those that wait now and then. */
    private void giveUp(long nanos) {
        long now = System.nanoTime();
        writer.giveUp(nanos, now);
        readers.forEach(reader -> reader.giveUp(nanos, now));
    }

    private List<Located> locate(IdentityTable table, List<String> ids) throws SQLException {
        if (ids.size() == 1) {
            return find(table, ids);
        }
        table.beginReading();
        List<Located> found = find(table, ids);
        table.commit();
        return found;
    }

    private List<Located> find(IdentityTable table, List<String> ids) throws SQLException {
        List<Located> found = new ArrayList<>(ids.size());
        for (String id : ids) {
            Optional<DeviceIdentity> identity = table.find(id);
            found.add(identity.isPresent()
                    ? new Located.Known(identity.get(), routes.find(id))
                    : new Located.Unknown());
        }
        return found;
    }
}
