package io.fairlead.cluster.control;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Which sealed messages count: those for this node, sent just now, and each once. Who can write to the store may put a
 * message there again; so the ids of commands are remembered for as long as the moment of sending lets them count. When
 * there are too many to remember none counts any more, rather than one twice. Safe for use by any thread.
 */
public final class ControlGate {
    /** So far the clocks of two nodes may differ, the message's way included, in milliseconds. */
    public static final long WINDOW_MILLI = 30_000;

    static final int MOST_REMEMBERED = 20_000;

    private final String nodeId;
    private final Set<String> seen = new HashSet<>();
    private final Deque<Seen> order = new ArrayDeque<>();

    private record Seen(String id, long until) {}

    /**
     * Has seen nothing yet.
     *
     * @param nodeId this node
     */
    public ControlGate(String nodeId) {
        this.nodeId = nodeId;
    }

    /**
     * Judges a message.
     *
     * @param message whose seal is right
     * @param now     of this node's clock, in milliseconds of Unix time
     * @return why it does not count; empty when it does
     */
    public synchronized Optional<ControlDrop> judge(ControlMessage message, long now) {
        if (!message.to().equals(nodeId)) {
            return Optional.of(ControlDrop.OTHER_NODE);
        }
        if (Math.abs(now - message.sentMilli()) > WINDOW_MILLI) {
            return Optional.of(ControlDrop.STALE);
        }
        // Longer than any message counts that was sent by now; one that is sent in the future, twice the window.
        while (!order.isEmpty() && order.getFirst().until() < now) {
            seen.remove(order.removeFirst().id());
        }
        String id = message.kind() + " " + message.from() + " " + message.id();
        if (seen.contains(id)) {
            return Optional.of(ControlDrop.REPLAYED);
        }
        if (seen.size() >= MOST_REMEMBERED) {
            return Optional.of(ControlDrop.TOO_MANY);
        }
        seen.add(id);
        order.addLast(new Seen(id, now + 2 * WINDOW_MILLI + 1));
        return Optional.empty();
    }
}
