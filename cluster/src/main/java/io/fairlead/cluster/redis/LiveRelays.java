package io.fairlead.cluster.redis;

import io.fairlead.cluster.relay.RelayAnnouncement;
import io.fairlead.cluster.relay.RelayNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which relays live, decided from what one look at Redis after the other has found. Immutable; pure; times are
 * monotonic, in nanoseconds.
 *
 * <p>A relay that a look does not find is gone, with two exceptions. When Redis has lost everything, or its clock has
 * jumped, a look finds no relay at all: then each stays until its lease ends by this node's clock. And when Redis was
 * away, relays may reach it later than this node does: each has some time to be found again.
 */
record LiveRelays(List<Known> known, boolean away) {
    static final LiveRelays NONE = new LiveRelays(List.of(), false);

    /** Longer than a client of Redis waits from one attempt to reach it to the next. */
    private static final long RETURN_NANOS = Duration.ofSeconds(5).toNanos();

    /** A relay that a look has found, with the rest of its lease. */
    record Heard(RelayAnnouncement relay, Duration rest) {}

    /**
     * A relay, the time until which it is known without being found, and whether it has that from an absence of Redis.
     */
    record Known(RelayAnnouncement relay, long until, boolean returning) {}

    LiveRelays after(List<Heard> heard, long now) {
        Map<String, Known> next = new HashMap<>();
        for (Known relay : known) {
            boolean returning = away || relay.returning();
            long until = away ? now + RETURN_NANOS : relay.until();
            if ((returning || heard.isEmpty()) && until - now > 0) {
                next.put(relay.relay().nodeId(), new Known(relay.relay(), until, returning));
            }
        }
        for (Heard relay : heard) {
            next.put(relay.relay().nodeId(), new Known(relay.relay(), now + relay.rest().toNanos(), false));
        }
        List<Known> sorted = new ArrayList<>(next.values());
        sorted.sort((one, other) -> one.relay().nodeId().compareTo(other.relay().nodeId()));
        return new LiveRelays(List.copyOf(sorted), false);
    }

    /** Redis did not answer: all stays as it was. */
    LiveRelays afterFailure() {
        return new LiveRelays(known, true);
    }

    List<RelayNode> nodes() {
        return known.stream().map(Known::relay)
                .map(relay -> new RelayNode(
                        relay.nodeId(), relay.address(), relay.region(), relay.load(), !relay.draining()))
                .toList();
    }
}
