package io.fairlead.cluster.membership;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.ClusterEvent.ClusterDomainEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberEvent;
import org.apache.pekko.cluster.ClusterEvent.MemberRemoved;
import org.apache.pekko.cluster.ClusterEvent.ReachabilityEvent;
import org.apache.pekko.cluster.ClusterEvent.UnreachableMember;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.UniqueAddress;

/**
 * Pekko's events, summed up. Pekko's own summary is not asked, as it may be behind the event that has just been told.
 * For use by one thread.
 */
final class MemberTable {
    private static final String ID_ROLE = "id:";
    private static final String VERSION_ROLE = "version:";

    private final Map<UniqueAddress, Member> members = new HashMap<>();
    private final Set<UniqueAddress> unreachable = new HashSet<>();

    /** The roles by which others know this node. */
    static List<String> roles(ClusterConfig config) {
        return List.of(ID_ROLE + config.nodeId(), VERSION_ROLE + config.version());
    }

    /** Takes an event in; says whether anything about members has changed. */
    boolean take(ClusterDomainEvent event) {
        return switch (event) {
            case MemberRemoved removed -> {
                unreachable.remove(removed.member().uniqueAddress());
                yield members.remove(removed.member().uniqueAddress()) != null;
            }
            case MemberEvent changed -> {
                members.put(changed.member().uniqueAddress(), changed.member());
                yield true;
            }
            case UnreachableMember lost -> {
                members.put(lost.member().uniqueAddress(), lost.member());
                yield unreachable.add(lost.member().uniqueAddress());
            }
            case ReachabilityEvent found -> unreachable.remove(found.member().uniqueAddress());
            default -> false;
        };
    }

    /** All members by address. */
    List<ClusterMember> members(UniqueAddress self) {
        return members.values().stream()
                .sorted(Comparator.comparing(Member::uniqueAddress))
                .map(member -> describe(member, member.uniqueAddress().equals(self)))
                .toList();
    }

    /** Where the other members are, by node id: those that were not given up. */
    Map<String, Address> others(UniqueAddress self) {
        Map<String, Address> others = new HashMap<>();
        members.values().stream()
                .filter(member -> !member.uniqueAddress().equals(self) && status(member) != ClusterMember.Status.DOWN)
                .forEach(member -> others.put(role(member, ID_ROLE), member.address()));
        return others;
    }

    /** The node ids that can be reached. */
    Set<String> reachable() {
        Set<String> ids = new HashSet<>();
        members.values().stream()
                .filter(member -> !unreachable.contains(member.uniqueAddress())
                        && status(member) != ClusterMember.Status.DOWN)
                .forEach(member -> ids.add(role(member, ID_ROLE)));
        return ids;
    }

    private ClusterMember describe(Member member, boolean self) {
        return new ClusterMember(role(member, ID_ROLE), member.address().hostPort().replaceFirst("^.*@", ""),
                status(member), !unreachable.contains(member.uniqueAddress()), role(member, VERSION_ROLE), self);
    }

    private static String role(Member member, String prefix) {
        return member.getRoles().stream()
                .filter(role -> role.startsWith(prefix))
                .map(role -> role.substring(prefix.length()))
                .findFirst()
                .orElse("");
    }

    private static ClusterMember.Status status(Member member) {
        MemberStatus status = member.status();
        if (status.equals(MemberStatus.joining())) {
            return ClusterMember.Status.JOINING;
        }
        if (status.equals(MemberStatus.weaklyUp())) {
            return ClusterMember.Status.WEAKLY_UP;
        }
        if (status.equals(MemberStatus.up())) {
            return ClusterMember.Status.UP;
        }
        if (status.equals(MemberStatus.exiting())) {
            return ClusterMember.Status.EXITING;
        }
        if (status.equals(MemberStatus.down()) || status.equals(MemberStatus.removed())) {
            return ClusterMember.Status.DOWN;
        }
        // Leaving, and the two by which a whole cluster is stopped, which nobody here asks for.
        return ClusterMember.Status.LEAVING;
    }
}
