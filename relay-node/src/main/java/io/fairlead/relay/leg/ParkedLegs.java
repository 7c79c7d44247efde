package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.RelayEvents.Refusal;
import io.fairlead.relay.config.RelayCaps;
import java.net.InetAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/** First legs that wait for their second, by session. Safe for use by any thread; a leg is given out once. */
public final class ParkedLegs {
    private final ConcurrentMap<String, RelayLeg> legs = new ConcurrentHashMap<>();
    private final PairingDirectory directory;
    private final String nodeId;
    private final ConcurrentMap<InetAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicInteger joining = new AtomicInteger();
    private final int most;
    private final int mostPerAddress;
    private final RelayEvents events;

    /**
     * No leg is parked yet.
     *
     * @param directory where other nodes learn of parked legs
     * @param nodeId    this node
     * @param caps      how many legs are parked at once
     * @param events    hears how many there are
     */
    public ParkedLegs(PairingDirectory directory, String nodeId, RelayCaps caps, RelayEvents events) {
        this.directory = directory;
        this.nodeId = nodeId;
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

    /** A pair counts as joining until {@link #joined} is called. */
    Meeting meet(String uuid, RelayLeg leg) {
        // Before the leg is taken out, so that at no moment a pair is nowhere: a drain would not wait for it.
        joining.incrementAndGet();
        RelayLeg first = legs.remove(uuid);
        if (first != null) {
            gone(uuid, first);
            return new Meeting.Paired(first);
        }
        joining.decrementAndGet();
        if (legs.size() >= most) {
            return new Meeting.Full(Refusal.TOO_MANY_PARKED);
        }
        if (byAddress.merge(leg.remote().getAddress(), 1, Integer::sum) > mostPerAddress) {
            forget(leg);
            return new Meeting.Full(Refusal.TOO_MANY_PARKED_OF_ADDRESS);
        }
        RelayLeg other = legs.putIfAbsent(uuid, leg);
        if (other != null) {
            // Both came at once: whoever takes the entry out has the pair.
            forget(leg);
            return meet(uuid, leg);
        }
        claim(uuid, leg);
        events.parked(legs.size());
        return new Meeting.Parked();
    }

    /** A pair runs as a session now, or has come to nothing. */
    void joined() {
        joining.decrementAndGet();
    }

    private void claim(String uuid, RelayLeg leg) {
        directory.claim(uuid, new LegHolder(nodeId, "")).thenAccept(_ -> {
            if (legs.get(uuid) != leg) {
                // The leg went while the directory was asked, so the release may have come before the claim.
                directory.release(uuid, nodeId);
            }
        });
    }

    private void forget(RelayLeg leg) {
        byAddress.computeIfPresent(leg.remote().getAddress(), (_, count) -> count == 1 ? null : count - 1);
    }

    /** Takes a leg out; false when it is not parked any more. */
    boolean leave(String uuid, RelayLeg leg) {
        boolean left = legs.remove(uuid, leg);
        if (left) {
            gone(uuid, leg);
        }
        return left;
    }

    private void gone(String uuid, RelayLeg leg) {
        forget(leg);
        directory.release(uuid, nodeId);
        events.parked(legs.size());
    }

    boolean holds(String uuid) {
        return legs.containsKey(uuid);
    }

    /**
     * Says whether no leg is parked, nor on its way from here into a session.
     *
     * @return true when none is
     */
    public boolean isEmpty() {
        return legs.isEmpty() && joining.get() == 0;
    }
}
