package io.fairlead.load.stream;

import io.fairlead.load.stream.SessionEnd.Counts;
import io.fairlead.load.stream.SessionEnd.Reason;
import io.fairlead.load.traffic.MessageStream;
import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.Side;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A session: waits for its legs, starts when both have been greeted, and ends once, as planned or for the first reason
 * not to go on. On its thread alone.
 */
final class Session {
    /** Both legs get ready before the first message is due. */
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final SessionPlan plan;
    private final String uuid;
    private final String key;
    private final Ending ending;
    private final Tools tools;
    private final Consumer<Session> over;
    private final boolean checked;
    private final long opened = System.nanoTime();
    private final Map<Side, Leg> legs = new EnumMap<>(Side.class);
    private final CompletableFuture<SessionEnd> ended = new CompletableFuture<>();
    private boolean started;
    private long startedAt;
    private long lastMoved = opened;
    private boolean hasAborted;
    private long abortedAt;

    Session(SessionPlan plan, String uuid, String key, Ending ending, Tools tools, Consumer<Session> over) {
        this.plan = plan;
        this.uuid = uuid;
        this.key = key;
        this.ending = ending;
        this.tools = tools;
        this.over = over;
        this.checked = new SplittableRandom(plan.seed() ^ plan.number() * 0x9E3779B97F4A7C15L)
                .nextDouble() < tools.settings().checkedShare();
    }

    long number() {
        return plan.number();
    }

    String uuid() {
        return uuid;
    }

    String key() {
        return key;
    }

    /** Whether its every byte is compared. */
    boolean isChecked() {
        return checked;
    }

    /** When its first message could be due; once started. */
    long startedAt() {
        return startedAt;
    }

    CompletableFuture<SessionEnd> ended() {
        return ended;
    }

    MessageStream messages(Side side) {
        return plan.messages(side, ending.sendsUntil(side, plan.durationNanos()));
    }

    boolean has(Side side) {
        return legs.containsKey(side);
    }

    void add(Leg leg) {
        legs.put(leg.side(), leg);
        try {
            leg.open();
        } catch (IOException e) {
            notStarted(Optional.of(leg.side()), e.getMessage());
        }
    }

    /** Something was sent or received. */
    void moved(long now) {
        lastMoved = now;
    }

    /** A leg has heard from the other. */
    void greeted(long now) {
        if (started || legs.size() < 2 || !legs.values().stream().allMatch(Leg::isGreeted)) {
            return;
        }
        started = true;
        startedAt = now + LEAD_NANOS;
        tools.events().started(number(), now - opened);
        for (Leg leg : legs.values()) {
            leg.stream(now);
        }
    }

    /** When a side breaks off, or {@link Due#NEVER}. */
    long abortAt(Side side) {
        return ending instanceof Ending.Abort abort && abort.side() == side && !hasAborted
                ? startedAt + abort.atNanos()
                : Due.NEVER;
    }

    boolean abortsNow(Side side, long now) {
        return started && abortAt(side) <= now;
    }

    /** A side has broken off as planned. */
    void aborted() {
        hasAborted = true;
        abortedAt = System.nanoTime();
        if (legs.values().stream().allMatch(Leg::isClosed)) {
            finish(Reason.ABORTED, Optional.empty(), "as planned");
        }
    }

    /** Whether a side that has sent everything is to end its output. */
    boolean endsOutput(Side side, boolean hasAll, boolean inputEnded) {
        return switch (ending) {
            case Ending.Orderly _ -> (side == Side.CONTROLLER && hasAll) || inputEnded;
            case Ending.HalfClose half -> side == half.side() || inputEnded;
            case Ending.Abort _ -> false;
        };
    }

    /** Nothing more comes at a leg. */
    void inputEnded(Leg leg, boolean awaits, String how) {
        Optional<Side> at = Optional.of(leg.side());
        if (hasAborted) {
            finish(Reason.ABORTED, at, "as planned: " + how);
        } else if (!started) {
            notStarted(at, how);
        } else if (awaits || (!leg.hasSentAll() && !mayEndFirst(leg.side().other())) || !someoneHasEnded()) {
            finish(Reason.CUT, at, how + ", " + progress(leg));
        }
    }

    /** Whether an end is of the legs' making. */
    private boolean someoneHasEnded() {
        return legs.values().stream().anyMatch(Leg::hasEndedOutput);
    }

    /** A leg cannot send what it still has to. */
    void outputBroken(Leg leg, String how) {
        inputEnded(leg, true, how);
    }

    /** Whether a side may end its output while the other still sends. */
    private boolean mayEndFirst(Side side) {
        return ending instanceof Ending.HalfClose half && half.side() == side;
    }

    private String progress(Leg leg) {
        long received = leg.counts().bytesReceived();
        Leg other = legs.get(leg.side().other());
        return received + " payload bytes had arrived of " + other.counts().bytesSent() + " sent so far";
    }

    /** A leg has closed by itself. */
    void closed() {
        if (legs.values().stream().allMatch(Leg::isClosed)) {
            finish(Reason.PLAN, Optional.empty(), "as planned");
        }
    }

    void corrupt(Corruption corruption) {
        if (!ended.isDone()) {
            tools.events().corrupt(corruption);
            finish(Reason.CORRUPT, Optional.of(corruption.sender().other()), corruption.toString());
        }
    }

    /** Something should have come at a leg and has not. */
    void missing(Leg leg, long arrived) {
        Leg other = legs.get(leg.side().other());
        if (other.hasSentAll()) {
            corrupt(new Corruption(number(), other.side(), arrived, "nothing came any more (expected: "
                    + (other.counts().bytesSent() - arrived) + " bytes)"));
        } else {
            finish(Reason.STALLED, Optional.of(leg.side()), "nothing comes, " + progress(leg));
        }
    }

    void notStarted(Optional<Side> side, String why) {
        finish(Reason.NOT_STARTED, side, why);
    }

    void close() {
        finish(Reason.CLOSED, Optional.empty(), "closed");
    }

    /** Looks whether it still goes on. */
    void sweep(long now) {
        if (!started) {
            if (now - opened > tools.settings().pairing().toNanos()) {
                notStarted(Optional.empty(), "the legs did not hear from each other");
            }
            return;
        }
        for (Side side : Side.values()) {
            if (!ended.isDone()) {
                legs.get(side).sweep(now);
            }
        }
        boolean waitsForEnd = hasAborted || legs.values().stream().allMatch(Leg::isThrough);
        long since = hasAborted ? abortedAt : lastMoved;
        if (!ended.isDone() && waitsForEnd && now - since > tools.settings().end().toNanos()) {
            finish(Reason.STALLED, Optional.empty(), "the end of one leg was not passed on to the other");
        }
    }

    private void finish(Reason reason, Optional<Side> side, String detail) {
        if (ended.isDone()) {
            return;
        }
        legs.values().forEach(Leg::close);
        SessionEnd end = new SessionEnd(number(), plan.kind(), reason, side, detail, counts(Side.DEVICE),
                counts(Side.CONTROLLER));
        over.accept(this);
        tools.events().ended(end);
        ended.complete(end);
    }

    private Counts counts(Side side) {
        return legs.containsKey(side) ? legs.get(side).counts() : Counts.NONE;
    }

    /** For whoever has to find its legs. */
    Iterable<Leg> legs() {
        return legs.values();
    }
}
