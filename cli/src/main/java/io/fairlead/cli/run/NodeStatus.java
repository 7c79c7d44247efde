package io.fairlead.cli.run;

import io.fairlead.cluster.membership.ClusterStatus;
import io.fairlead.cluster.relay.RelayNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a process sees the others, for operators: what {@code /cluster} of its metrics endpoint answers, as JSON. Holds
 * no {@code Optional} inside, as JSON knows none.
 *
 * @param node         names the process
 * @param version      of the program
 * @param store        what identities are kept in, without secrets
 * @param storeReached false while a shared store does not answer
 * @param membership   null without a rendezvous node in a cluster
 * @param relays       as rendezvous nodes know them; empty in a process that is a relay alone
 */
public record NodeStatus(
        String node, String version, String store, boolean storeReached, Membership membership, List<Relay> relays) {
    /**
     * The cluster of rendezvous nodes.
     *
     * @param state    whether this node takes part
     * @param restarts how often it has joined again
     * @param members  all that it knows
     */
    public record Membership(String state, long restarts, List<Member> members) {}

    /**
     * A rendezvous node.
     *
     * @param nodeId    names it
     * @param address   where other nodes reach it
     * @param status    how far it has come
     * @param reachable whether it is heard from
     * @param version   of its program
     * @param self      whether it is the node that was asked
     */
    public record Member(
            String nodeId, String address, String status, boolean reachable, String version, boolean self) {}

    /**
     * A relay.
     *
     * @param id      names it
     * @param address by which clients reach it; empty when by a name that it shares
     * @param region  where it is
     * @param load    from 0 (idle) to 1 (full)
     * @param offered whether sessions are sent to it
     */
    public record Relay(String id, String address, String region, double load, boolean offered) {}

    static Membership of(ClusterStatus status) {
        return new Membership(
                status.state().name().toLowerCase(Locale.ROOT),
                status.restarts(),
                status.members().stream()
                        .map(member -> new Member(member.nodeId(), member.address(),
                                member.status().name().toLowerCase(Locale.ROOT), member.reachable(),
                                member.version(), member.self()))
                        .toList());
    }

    static Relay of(RelayNode relay) {
        return new Relay(relay.id(), relay.address(), relay.region(), relay.load(), relay.alive());
    }

    /**
     * Gives the cluster out.
     *
     * @return empty without one
     */
    public Optional<Membership> cluster() {
        return Optional.ofNullable(membership);
    }

    /**
     * Says whether nothing is missing.
     *
     * @return false when the store is away, this node is in no cluster, a member is not reached or no relay is offered
     */
    public boolean isWell() {
        boolean together = cluster()
                .map(known -> known.state().equals("up") && known.members().stream().allMatch(Member::reachable))
                .orElse(true);
        return storeReached && together && (relays.isEmpty() || relays.stream().anyMatch(Relay::offered));
    }
}
