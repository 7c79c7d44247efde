package io.fairlead.cluster.membership;

import io.fairlead.protocol.address.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node a member of the cluster, from {@link #start} to {@link #close}. When the others have given it up, or
 * its actor system has ended for another reason, it comes back as a new member, with longer and longer pauses, while
 * the node goes on serving. Methods may be called from any thread.
 */
public final class ClusterMembership implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ClusterMembership.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final long GREETING_SECONDS = 5;
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    /** Leaving takes about a second where all members answer; where not, Pekko's shutdown phases add up to this. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(12);

    private final ClusterConfig config;
    private final List<Consumer<ClusterStatus>> listeners = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("cluster-restart").daemon().factory());

    /** Rosters are told in order, and none of a life that is over. */
    private final Object telling = new Object();
    private final Reunion reunion;
    private volatile Roster roster = Roster.NONE;
    private volatile CourierInbox inbox = CourierInbox.NONE;
    private long life;
    private Duration pause = FIRST_PAUSE;
    private volatile long restarts;

    private Optional<Incarnation> current = Optional.empty();
    private boolean closed;

    /**
     * Is not a member before {@link #start}.
     *
     * @param config the node's place
     */
    public ClusterMembership(ClusterConfig config) {
        this.config = Objects.requireNonNull(config, "config");
        this.reunion = new Reunion(config.seeds(), System::nanoTime, Reunion.SETTLED);
    }

    /** Has what other nodes' couriers send go there; before {@link #start}. */
    void attach(CourierInbox courier) {
        inbox = courier;
    }

    String nodeId() {
        return config.nodeId();
    }

    synchronized Optional<Incarnation> current() {
        return current;
    }

    Roster roster() {
        return roster;
    }

    /**
     * Binds the port and begins to look for the others. Blocks for the former, half a second or so, not for the latter.
     *
     * @throws ClusterStartException when the port cannot be bound or a TLS file cannot be used
     * @throws IllegalStateException when it has been started or closed before
     */
    public synchronized void start() throws ClusterStartException {
        if (current.isPresent() || closed) {
            throw new IllegalStateException("cluster: started or closed before (expected: one start)");
        }
        launch(false);
        ScheduledFuture<?> _ = timer.scheduleWithFixedDelay(
                this::greet, GREETING_SECONDS, GREETING_SECONDS, TimeUnit.SECONDS);
    }

    private synchronized void launch(boolean again) throws ClusterStartException {
        if (closed) {
            return;
        }
        long mine;
        synchronized (telling) {
            mine = ++life;
        }
        Incarnation started = Incarnation.start(config, again, new Mailroom(), now -> publish(mine, now));
        current = Optional.of(started);
        started.ended().whenComplete((_, _) -> ended(mine));
    }

    private void publish(long from, Roster now) {
        synchronized (telling) {
            if (from != life) {
                return;
            }
            roster = now;
            reunion.changed(now);
            ClusterStatus status = status();
            if (status.state() == ClusterStatus.State.UP) {
                pause = FIRST_PAUSE;
            }
            inbox.changed(now);
            listeners.forEach(listener -> tell(listener, status));
        }
    }

    private static void tell(Consumer<ClusterStatus> listener, ClusterStatus status) {
        try {
            listener.accept(status);
        } catch (RuntimeException e) {
            log.atError().setCause(e).log("a listener on the cluster failed");
        }
    }

    /** Keeps what is about membership, and passes on the rest. */
    private final class Mailroom implements CourierInbox {
        @Override
        public void receive(CourierMessage message, BiConsumer<String, CourierMessage> replies) {
            if (message instanceof CourierMessage.Greeting greeting) {
                greeted(greeting, replies);
            } else {
                inbox.receive(message, replies);
            }
        }

        @Override
        public void changed(Roster now) {
            inbox.changed(now);
        }
    }

    private void greet() {
        List<HostPort> strangers;
        Optional<CourierMessage.Greeting> greeting;
        synchronized (telling) {
            strangers = reunion.strangers();
            greeting = reunion.greeting(false);
        }
        Optional<Incarnation> now = current();
        if (now.isPresent() && greeting.isPresent()) {
            strangers.forEach(seed -> now.get().send(seed, greeting.get()));
        }
    }

    private void greeted(CourierMessage.Greeting theirs, BiConsumer<String, CourierMessage> replies) {
        boolean givesWay;
        Optional<CourierMessage.Greeting> ours;
        synchronized (telling) {
            givesWay = reunion.givesWayTo(theirs);
            ours = reunion.greeting(true);
        }
        if (givesWay) {
            log.atWarn()
                    .addKeyValue("other", theirs.from())
                    .addKeyValue("members", theirs.members())
                    .log("there is another cluster, joining it");
            current().ifPresent(Incarnation::leave);
        } else if (!theirs.answer()) {
            ours.ifPresent(answer -> replies.accept(theirs.from(), answer));
        }
    }

    private void ended(long which) {
        publish(which, Roster.NONE);
        synchronized (this) {
            if (!closed) {
                restarts++;
                log.atWarn()
                        .addKeyValue("again", restarts)
                        .log("given up by the cluster, joining again; what this node holds is served meanwhile");
                scheduleLaunch();
            }
        }
    }

    private void scheduleLaunch() {
        Duration next;
        synchronized (telling) {
            next = pause;
            Duration twice = pause.multipliedBy(2);
            pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
        }
        try {
            ScheduledFuture<?> _ = timer.schedule(this::launchAgain, next.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.atDebug().log("closed while about to join again");
        }
    }

    private void launchAgain() {
        try {
            launch(true);
        } catch (ClusterStartException | RuntimeException e) {
            log.atWarn().addKeyValue("reason", e.getMessage()).log("the cluster cannot be joined yet, trying again");
            scheduleLaunch();
        }
    }

    /**
     * Says who is in the cluster, as this node sees it.
     *
     * @return now
     */
    public ClusterStatus status() {
        Roster now = roster;
        ClusterStatus.State state = now.running()
                ? ClusterStatus.stateOf(now.members())
                : ClusterStatus.State.DISCONNECTED;
        return new ClusterStatus(config.nodeId(), state, restarts, now.members());
    }

    /**
     * Has each change of the status told, from now on.
     *
     * @param listener is called on a thread of the actor system, one call after the other; must return soon and not
     *                 close the membership
     */
    public void onChange(Consumer<ClusterStatus> listener) {
        listeners.add(listener);
    }

    /**
     * Leaves the cluster, so that the others need not find out, and frees the port. Blocks for a second or so, and for
     * 12 s at most when other members do not answer. Afterwards nothing is delivered from or to other nodes.
     */
    @Override
    public void close() {
        Optional<Incarnation> last;
        synchronized (this) {
            closed = true;
            last = current;
        }
        timer.shutdownNow();
        last.ifPresent(ClusterMembership::leave);
    }

    private static void leave(Incarnation last) {
        last.leave();
        try {
            last.ended().toCompletableFuture().get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            log.atWarn().addKeyValue("after", LONGEST_CLOSE).log("the cluster could not be left in time");
        } catch (ExecutionException e) {
            log.atWarn().setCause(e.getCause()).log("the cluster could not be left");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
