package io.fairlead.cli.admin.node;

import io.fairlead.audit.AuditEvent;
import io.fairlead.audit.RecentIntroductions;
import io.fairlead.cli.admin.view.IntroductionRow;
import io.fairlead.cli.admin.view.NodeRow;
import io.fairlead.cli.admin.view.RelayRow;
import io.fairlead.cli.admin.view.SessionRow;
import io.fairlead.protocol.net.LogText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how this process is. */
public final class SnapshotCommand {
    private final NodeFacts facts;
    private final Optional<RendezvousCommands> rendezvous;
    private final Optional<RelayCommands> relay;
    private final RecentIntroductions introductions;

    /**
     * A process with one part or both.
     *
     * @param facts         what is known of the process
     * @param rendezvous    its rendezvous node
     * @param relay         its relay
     * @param introductions the last that it has ended
     */
    public SnapshotCommand(
            NodeFacts facts,
            Optional<RendezvousCommands> rendezvous,
            Optional<RelayCommands> relay,
            RecentIntroductions introductions) {
        this.facts = facts;
        this.rendezvous = rendezvous;
        this.relay = relay;
        this.introductions = introductions;
    }

    /**
     * Adds it.
     *
     * @param to takes it
     */
    public void addTo(LocalNode.Builder to) {
        to.on(Command.SNAPSHOT, this::snapshot);
    }

    private Snapshot snapshot(Asked.Snapshot asked) {
        Optional<RelayRow> own = relay.map(RelayCommands::row);
        List<SessionRow> sessions = relay.map(commands -> commands.sessions(asked.sessions())).orElse(List.of());
        return new Snapshot(
                node(own),
                own.orElse(null),
                rendezvous.map(RendezvousCommands::relays).orElse(List.of()),
                sessions,
                introductions.last(asked.introductions()).stream().map(this::introduction).toList());
    }

    private NodeRow node(Optional<RelayRow> own) {
        Map<String, Long> byOutcome = introductions.byOutcome();
        return new NodeRow(
                facts.node(),
                facts.version(),
                facts.role(),
                facts.region(),
                facts.uptimeSeconds(),
                false,
                facts.storeReached().getAsBoolean(),
                rendezvous.map(RendezvousCommands::devices).orElse(0),
                byOutcome.values().stream().mapToLong(Long::longValue).sum(),
                byOutcome,
                introductions.byPlan(),
                own.map(RelayRow::sessions).orElse(0),
                own.map(RelayRow::bytesPerSecond).orElse(0.0),
                own.map(RelayRow::load).orElse(0.0),
                own.map(RelayRow::draining).orElse(false));
    }

    private IntroductionRow introduction(RecentIntroductions.Noted noted) {
        AuditEvent.Introduction event = noted.event();
        return new IntroductionRow(
                facts.node(),
                noted.time().toString(),
                LogText.of(event.from()),
                event.to(),
                event.plan(),
                event.reason(),
                event.outcome(),
                event.fromNet(),
                event.toNet(),
                event.sameSite(),
                event.relay(),
                event.durationMs());
    }
}
