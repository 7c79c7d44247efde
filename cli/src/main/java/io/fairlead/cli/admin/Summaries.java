package io.fairlead.cli.admin;

import io.fairlead.cli.admin.node.Asked;
import io.fairlead.cli.admin.node.Command;
import io.fairlead.cli.admin.node.Fleet;
import io.fairlead.cli.admin.node.Fleet.Gathered;
import io.fairlead.cli.admin.node.Snapshot;
import io.fairlead.cli.admin.view.ClusterView;
import io.fairlead.cli.admin.view.IntroductionList;
import io.fairlead.cli.admin.view.IntroductionRow;
import io.fairlead.cli.admin.view.MemberRow;
import io.fairlead.cli.admin.view.NodeRow;
import io.fairlead.cli.admin.view.Overview;
import io.fairlead.cli.admin.view.RelayList;
import io.fairlead.cli.admin.view.RelayRow;
import io.fairlead.cli.admin.view.SessionList;
import io.fairlead.cli.admin.view.SessionRow;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Puts together what several nodes say. On threads that may wait. */
public final class Summaries {
    private final Fleet fleet;
    private final String version;
    private final Supplier<Membership> membership;
    private final InstantSource clock;

    /**
     * How the asked node sees its store and the cluster of rendezvous nodes.
     *
     * @param store        what identities are kept in, without secrets
     * @param storeReached false while a shared store does not answer
     * @param state        of this node in that cluster; alone without one
     * @param members      of it
     */
    public record Membership(String store, boolean storeReached, String state, List<MemberRow> members) {}

    /**
     * Summaries of all nodes.
     *
     * @param fleet      asks them
     * @param version    of this node's program
     * @param membership as this node sees it now
     * @param clock      the time of day
     */
    public Summaries(Fleet fleet, String version, Supplier<Membership> membership, InstantSource clock) {
        this.fleet = fleet;
        this.version = version;
        this.membership = membership;
        this.clock = clock;
    }

    private Gathered<Snapshot> ask(int sessions, int introductions) {
        return fleet.all(Command.SNAPSHOT, new Asked.Snapshot(sessions, introductions));
    }

    ClusterView cluster() {
        Gathered<Snapshot> said = ask(0, 0);
        Membership seen = membership.get();
        return new ClusterView(fleet.self(), seen.store(), seen.storeReached(), seen.state(), seen.members(),
                fleet.isShared(), nodes(said), said.unanswered());
    }

    RelayList relays() {
        Gathered<Snapshot> said = ask(0, 0);
        return new RelayList(relays(said.answers().values()), said.unanswered());
    }

    SessionList sessions(String node, int limit) {
        if (!node.isEmpty()) {
            Snapshot one = fleet.at(node, Command.SNAPSHOT, new Asked.Snapshot(limit, 0));
            return new SessionList(one.sessions(), one.node().sessions(), List.of());
        }
        Gathered<Snapshot> said = ask(limit, 0);
        return new SessionList(fastest(said, limit), total(said, NodeRow::sessions), said.unanswered());
    }

    IntroductionList introductions(int limit) {
        Gathered<Snapshot> said = ask(0, limit);
        return new IntroductionList(last(said, limit), said.unanswered());
    }

    Overview overview(int limit) {
        Gathered<Snapshot> said = ask(limit, limit);
        return new Overview(
                fleet.self(),
                version,
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString(),
                total(said, NodeRow::devices),
                total(said, NodeRow::sessions),
                said.answers().values().stream().mapToDouble(one -> one.node().bytesPerSecond()).sum(),
                sums(said, NodeRow::introductionsByOutcome),
                sums(said, NodeRow::introductionsByPlan),
                nodes(said),
                relays(said.answers().values()),
                fastest(said, limit),
                last(said, limit),
                said.unanswered());
    }

    private List<NodeRow> nodes(Gathered<Snapshot> said) {
        return said.answers().values().stream().map(Snapshot::node).map(this::marked).toList();
    }

    private NodeRow marked(NodeRow row) {
        return new NodeRow(row.node(), row.version(), row.role(), row.region(), row.uptimeSeconds(),
                row.node().equals(fleet.self()), row.storeReached(), row.devices(), row.introductions(),
                row.introductionsByOutcome(), row.introductionsByPlan(), row.sessions(), row.bytesPerSecond(),
                row.load(), row.draining());
    }

    private static int total(Gathered<Snapshot> said, Function<NodeRow, Integer> number) {
        return said.answers().values().stream().map(Snapshot::node).mapToInt(number::apply).sum();
    }

    private static Map<String, Long> sums(
            Gathered<Snapshot> said, Function<NodeRow, Map<String, Long>> counts) {
        Map<String, Long> sums = new TreeMap<>();
        said.answers().values().forEach(one -> counts.apply(one.node())
                .forEach((name, count) -> sums.merge(name, count, Long::sum)));
        return sums;
    }

    private static List<SessionRow> fastest(Gathered<Snapshot> said, int limit) {
        return said.answers().values().stream()
                .flatMap(one -> one.sessions().stream())
                .sorted(Comparator.comparingLong(SessionRow::rateKbps).reversed()
                        .thenComparing(SessionRow::node).thenComparingLong(SessionRow::number))
                .limit(limit)
                .toList();
    }

    private static List<IntroductionRow> last(Gathered<Snapshot> said, int limit) {
        return said.answers().values().stream()
                .flatMap(one -> one.introductions().stream())
                .sorted(Comparator.comparing(IntroductionRow::time).reversed())
                .limit(limit)
                .toList();
    }

    /** Those that answer tell more than the lists of rendezvous nodes; whether they are offered these know. */
    private static List<RelayRow> relays(Collection<Snapshot> said) {
        Map<String, RelayRow> listed = new TreeMap<>();
        said.forEach(one -> one.relays().forEach(relay -> listed.merge(relay.node(), relay,
                (before, more) -> before.offered() ? before : more)));
        Map<String, RelayRow> relays = new TreeMap<>(listed);
        for (Snapshot one : said) {
            RelayRow relay = one.relay();
            if (relay != null) {
                RelayRow known = listed.get(relay.node());
                relays.put(relay.node(), new RelayRow(relay.node(), relay.address(), relay.region(), relay.load(),
                        relay.sessions(), relay.bytesPerSecond(), relay.connections(), relay.draining(),
                        known == null ? relay.offered() : known.offered() && !relay.draining(), true));
            }
        }
        return new ArrayList<>(relays.values());
    }
}
