package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.relay.RelayEvents;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** First legs that wait for their second, by session. Safe for use by any thread; a leg is given out once. */
public final class ParkedLegs {
    private final ConcurrentMap<String, RelayLeg> legs = new ConcurrentHashMap<>();
    private final PairingDirectory directory;
    private final String nodeId;
    private final int most;
    private final RelayEvents events;

    /**
     * No leg is parked yet.
     *
     * @param directory where other nodes learn of parked legs
     * @param nodeId    this node
     * @param most      legs parked at once
     * @param events    hears how many there are
     */
    public ParkedLegs(PairingDirectory directory, String nodeId, int most, RelayEvents events) {
        this.directory = directory;
        this.nodeId = nodeId;
        this.most = most;
        this.events = events;
    }

    /** What becomes of a leg that asks for a session. */
    sealed interface Meeting {
        /** It is the first. */
        record Parked() implements Meeting {}

        /** It is the second; the first is not parked any more. */
        record Paired(RelayLeg first) implements Meeting {}

        /** It would be one parked leg too many. */
        record Full() implements Meeting {}
    }

    Meeting meet(String uuid, RelayLeg leg) {
        RelayLeg first = legs.remove(uuid);
        if (first != null) {
            gone(uuid);
            return new Meeting.Paired(first);
        }
        if (legs.size() >= most) {
            return new Meeting.Full();
        }
        RelayLeg other = legs.putIfAbsent(uuid, leg);
        if (other != null) {
            // Both came at once: whoever takes the entry out has the pair.
            return meet(uuid, leg);
        }
        directory.claim(uuid, nodeId);
        events.parked(legs.size());
        return new Meeting.Parked();
    }

    /** Takes a leg out; false when it is not parked any more. */
    boolean leave(String uuid, RelayLeg leg) {
        boolean left = legs.remove(uuid, leg);
        if (left) {
            gone(uuid);
        }
        return left;
    }

    private void gone(String uuid) {
        directory.release(uuid, nodeId);
        events.parked(legs.size());
    }

    boolean holds(String uuid) {
        return legs.containsKey(uuid);
    }

    /**
     * Says whether no leg is parked.
     *
     * @return true when none is
     */
    public boolean isEmpty() {
        return legs.isEmpty();
    }
}
