package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.Claim;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.RelayEvents.Refusal;
import io.fairlead.relay.config.RelayCaps;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/**
 * First legs that wait for their second, by session. Safe for use by any thread; a leg is given out once.
 *
 * <p>A leg is parked here before it is claimed in the directory, so that whoever is told that this node has it finds
 * it. A session's claims and releases are told to the directory in the order in which its legs come and go here.
 */
public final class ParkedLegs {
    private final ConcurrentMap<String, RelayLeg> legs = new ConcurrentHashMap<>();
    private final PairingDirectory directory;
    private final Supplier<LegHolder> self;
    private final ConcurrentMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger counted = new AtomicInteger();
    private final AtomicInteger underway = new AtomicInteger();
    private final int most;
    private final int mostPerAddress;
    private final RelayEvents events;

    /**
     * No leg is parked yet.
     *
     * @param directory where other nodes learn of parked legs
     * @param self      this node, as others find it; asked for each claim
     * @param caps      how many legs are parked at once
     * @param events    hears how many there are
     */
    public ParkedLegs(PairingDirectory directory, Supplier<LegHolder> self, RelayCaps caps, RelayEvents events) {
        this.directory = directory;
        this.self = self;
        this.most = caps.maxParkedLegs();
        this.mostPerAddress = caps.maxParkedLegsPerAddress();
        this.events = events;
    }

    /** What becomes of a leg that asks for a session. */
    sealed interface Meeting {
        /** It is the first. */
        record Parked() implements Meeting {}

        /** It is the second; the first is not parked any more. */
        record Paired(RelayLeg first) implements Meeting {}

        /** It would be one parked leg too many. */
        record Full(Refusal reason) implements Meeting {}
    }

    /** A pair counts as under way until {@link #arrived} is called. A leg that is parked learns who has the claim. */
    Meeting meet(String uuid, RelayLeg leg) {
        Optional<RelayLeg> first = take(uuid);
        if (first.isPresent()) {
            return new Meeting.Paired(first.get());
        }
        Optional<Refusal> full = count(leg);
        if (full.isPresent()) {
            return new Meeting.Full(full.get());
        }
        AtomicReference<CompletionStage<Claim>> claim = new AtomicReference<>();
        RelayLeg parked = legs.computeIfAbsent(uuid, _ -> {
            claim.set(directory.claim(uuid, self.get()));
            return leg;
        });
        if (parked != leg) {
            // Both came at once: whoever takes the entry out has the pair.
            uncount(leg.summary());
            return meet(uuid, leg);
        }
        claim.get().thenAccept(answer -> claimed(uuid, leg, answer));
        events.parked(legs.size());
        return new Meeting.Parked();
    }

    /** A leg of another node asks for the one that is parked here; a pair counts as {@link #meet} has it. */
    Optional<RelayLeg> take(String uuid) {
        // Before the leg is taken out, so that at no moment a pair is nowhere: a drain would not wait for it.
        underway.incrementAndGet();
        AtomicReference<RelayLeg> taken = new AtomicReference<>();
        legs.computeIfPresent(uuid, (_, leg) -> {
            taken.set(leg);
            directory.release(uuid, self.get().nodeId());
            return null;
        });
        Optional<RelayLeg> first = Optional.ofNullable(taken.get());
        first.ifPresentOrElse(this::gone, this::arrived);
        return first;
    }

    /** A pair runs as a session now, a leg is parked again, or it has come to nothing. */
    void arrived() {
        underway.decrementAndGet();
    }

    private void claimed(String uuid, RelayLeg leg, Claim answer) {
        if (legs.get(uuid) == leg) {
            leg.claimed(answer);
        } else {
            releaseUnlessParked(uuid);
        }
    }

    /** Gives up a claim that a leg has left behind, which went while the directory was asked. */
    void releaseUnlessParked(String uuid) {
        legs.compute(uuid, (_, leg) -> {
            if (leg == null) {
                directory.release(uuid, self.get().nodeId());
            }
            return leg;
        });
    }

    /** Whether a claim is this node's own. */
    boolean isSelf(LegHolder holder) {
        return self.get().nodeId().equals(holder.nodeId());
    }

    /**
     * Takes a leg out that is to go to the node that has the claim; false when it is not parked any more. It counts
     * against the caps until {@link #uncount}, and as under way until {@link #arrived}.
     */
    boolean setOut(String uuid, RelayLeg leg) {
        underway.incrementAndGet();
        boolean out = legs.remove(uuid, leg);
        if (out) {
            events.parked(legs.size());
        } else {
            arrived();
        }
        return out;
    }

    /** Takes the claim of a node over that cannot be reached, or knows nothing of its leg. */
    CompletionStage<Claim> takeOver(String uuid, LegHolder lost) {
        return directory.replace(uuid, lost, self.get());
    }

    /** Takes a leg out; false when it is not parked any more. */
    boolean leave(String uuid, RelayLeg leg) {
        AtomicReference<RelayLeg> left = new AtomicReference<>();
        legs.computeIfPresent(uuid, (_, parked) -> {
            if (parked != leg) {
                return parked;
            }
            left.set(leg);
            directory.release(uuid, self.get().nodeId());
            return null;
        });
        if (left.get() == null) {
            return false;
        }
        gone(leg);
        return true;
    }

    private void gone(RelayLeg leg) {
        uncount(leg.summary());
        events.parked(legs.size());
    }

    private Optional<Refusal> count(RelayLeg leg) {
        if (counted.incrementAndGet() > most) {
            counted.decrementAndGet();
            return Optional.of(Refusal.TOO_MANY_PARKED);
        }
        if (byAddress.merge(leg.remote().getAddress(), 1, Integer::sum) > mostPerAddress) {
            uncount(leg.summary());
            return Optional.of(Refusal.TOO_MANY_PARKED_OF_ADDRESS);
        }
        return Optional.empty();
    }

    /** A leg that has set out does not count against the caps any more. */
    void uncount(LegSummary leg) {
        counted.decrementAndGet();
        byAddress.computeIfPresent(leg.from().getAddress(), (_, count) -> count == 1 ? null : count - 1);
    }

    boolean holds(String uuid) {
        return legs.containsKey(uuid);
    }

    /**
     * Says whether no leg is parked, nor on its way from here into a session or to another node.
     *
     * @return true when none is
     */
    public boolean isEmpty() {
        return legs.isEmpty() && underway.get() == 0;
    }
}
