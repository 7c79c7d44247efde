package io.fairlead.cluster.membership;

import io.fairlead.protocol.address.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Decides how two clusters become one that came to be side by side, as when a first seed was started while it could not
 * reach the others. A node greets its seeds that are no members; of two clusters the smaller one's nodes give way and
 * join the other. Only seeds are given way to, so that a node never ends up with nobody to join.
 *
 * <p>Has no opinion before the node has been up for a while, as members still learn of each other. Not safe for use
 * by several threads at once.
 */
final class Reunion {
    /** Far longer than it takes a new member to be known to all. */
    static final Duration SETTLED = Duration.ofSeconds(10);

    private final List<HostPort> seeds;
    private final LongSupplier clock;
    private final Duration settled;
    private Roster roster = Roster.NONE;
    private OptionalLong upSince = OptionalLong.empty();

    Reunion(List<HostPort> seeds, LongSupplier clock, Duration settled) {
        this.seeds = seeds;
        this.clock = clock;
        this.settled = settled;
    }

    void changed(Roster now) {
        roster = now;
        boolean up = now.running() && ClusterStatus.stateOf(now.members()) == ClusterStatus.State.UP;
        if (!up) {
            upSince = OptionalLong.empty();
        } else if (upSince.isEmpty()) {
            upSince = OptionalLong.of(clock.getAsLong());
        }
    }

    private boolean isSettled() {
        return upSince.isPresent() && clock.getAsLong() - upSince.getAsLong() >= settled.toNanos();
    }

    private boolean isMember(String hostPort) {
        return roster.members().stream().anyMatch(member -> member.address().equals(hostPort));
    }

    /** The seeds to greet: those that should be members and are not. */
    List<HostPort> strangers() {
        return isSettled() ? seeds.stream().filter(seed -> !isMember(seed.toString())).toList() : List.of();
    }

    /** What this node says of its cluster; nothing before it is sure. */
    Optional<CourierMessage.Greeting> greeting(boolean answer) {
        return isSettled()
                ? Optional.of(new CourierMessage.Greeting(roster.address(), answer, roster.members().size(), lowest()))
                : Optional.empty();
    }

    private String lowest() {
        return roster.members().stream().map(ClusterMember::address).sorted().findFirst().orElse("");
    }

    /** Whether this node leaves its cluster to join that of the node that has sent a greeting. */
    boolean givesWayTo(CourierMessage.Greeting theirs) {
        String from = theirs.from().substring(theirs.from().indexOf('@') + 1);
        if (!isSettled() || isMember(from) || seeds.stream().noneMatch(seed -> seed.toString().equals(from))) {
            return false;
        }
        int size = roster.members().size();
        return size == theirs.members() ? lowest().compareTo(theirs.lowest()) > 0 : size < theirs.members();
    }
}
