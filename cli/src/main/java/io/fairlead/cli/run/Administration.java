package io.fairlead.cli.run;

import io.fairlead.audit.AuditSink;
import io.fairlead.audit.RecentIntroductions;
import io.fairlead.cli.admin.AdminRoutes;
import io.fairlead.cli.admin.AdminTokens;
import io.fairlead.cli.admin.Api;
import io.fairlead.cli.admin.PageFiles;
import io.fairlead.cli.admin.SettingsRoutes;
import io.fairlead.cli.admin.Summaries;
import io.fairlead.cli.admin.http.AdminPort;
import io.fairlead.cli.admin.node.DeviceCommands;
import io.fairlead.cli.admin.node.Fleet;
import io.fairlead.cli.admin.node.LocalNode;
import io.fairlead.cli.admin.node.NodeFacts;
import io.fairlead.cli.admin.node.RelayCommands;
import io.fairlead.cli.admin.node.RendezvousCommands;
import io.fairlead.cli.admin.node.SnapshotCommand;
import io.fairlead.cli.admin.view.MemberRow;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cluster.control.NodeControl;
import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.metrics.Meters;
import io.fairlead.relay.RelayServer;
import io.fairlead.rendezvous.RendezvousServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts together what operators use to look at and change the nodes of this process, and of others through it. */
final class Administration {
    private static final Logger log = LoggerFactory.getLogger(Administration.class);

    private final Settings settings;
    private final Backend backend;
    private final NodeFacts facts;
    private final RecentIntroductions introductions;
    private final Optional<Path> tokens;
    private LocalNode.Builder commands = new LocalNode.Builder();
    private Optional<RendezvousCommands> rendezvous = Optional.empty();
    private Optional<RelayCommands> relay = Optional.empty();

    Administration(Settings settings, Backend backend, String nodeId) {
        this.settings = settings;
        this.backend = backend;
        InstantSource clock = InstantSource.system();
        this.introductions = new RecentIntroductions(clock);
        this.facts = new NodeFacts(nodeId, ProgramVersion.get(), settings.role().label(),
                settings.text(Setting.REGION), clock.millis(), clock, () -> backend.status().storeReached());
        this.tokens = settings.adminAddress()
                .map(_ -> settings.dataDirectory().resolve(settings.text(Setting.ADMIN_TOKEN_FILE)));
    }

    /** Where a node's introductions are to be noted for operators; empty when nobody could ask. */
    Optional<AuditSink> sink() {
        return tokens.isPresent() || backend.isShared() ? Optional.of(introductions) : Optional.empty();
    }

    Optional<Path> tokenFile() {
        return tokens;
    }

    void rendezvous(RendezvousServer server, PeerRegistry registry) {
        RendezvousCommands added = new RendezvousCommands(facts.node(), server.control());
        added.addTo(commands);
        new DeviceCommands(server.control(), registry, backend.identities()).addTo(commands);
        rendezvous = Optional.of(added);
    }

    void relay(RelayServer server) {
        RelayCommands added = new RelayCommands(facts.node(), server.control());
        added.addTo(commands);
        relay = Optional.of(added);
    }

    /** Begins to carry out commands, and opens the port if it is wanted. */
    Optional<AdminPort> start(AuditSink audit, Meters meters) throws SettingsException {
        new SnapshotCommand(facts, rendezvous, relay, introductions).addTo(commands);
        LocalNode local = commands.build();
        NodeControl control = backend.control();
        control.serve(local::handle);
        Optional<InetSocketAddress> address = settings.adminAddress();
        return address.isPresent()
                ? Optional.of(open(address.get(), new Fleet(control, facts.node(), local), audit, meters))
                : Optional.empty();
    }

    private AdminPort open(InetSocketAddress address, Fleet fleet, AuditSink audit, Meters meters)
            throws SettingsException {
        if (!address.getAddress().isLoopbackAddress()) {
            log.atWarn().addKeyValue("address", address.getAddress().getHostAddress())
                    .log("the administration API speaks plain HTTP, and not on loopback alone (expected: a proxy with"
                            + " TLS before it)");
        }
        AdminRoutes routes = new AdminRoutes(
                fleet,
                new Summaries(fleet, facts.version(), this::membership, facts.clock()),
                new SettingsRoutes(fleet, OptionViews.of(settings)));
        try {
            return new AdminPort(address, new Api(
                    settings.list(Setting.ADMIN_HOSTS).stream().map(name -> name.toLowerCase(Locale.ROOT))
                            .collect(Collectors.toSet()),
                    AdminTokens.open(tokens.orElseThrow()),
                    PageFiles.load(),
                    routes.all(),
                    audit,
                    meters,
                    System::nanoTime));
        } catch (IOException e) {
            throw new SettingsException(List.of("admin-token-file: " + e.getMessage()));
        }
    }

    private Summaries.Membership membership() {
        NodeStatus status = backend.status();
        return new Summaries.Membership(
                status.store(),
                status.storeReached(),
                status.cluster().map(NodeStatus.Membership::state).orElse("alone"),
                status.cluster().map(NodeStatus.Membership::members).orElse(List.of()).stream()
                        .map(member -> new MemberRow(member.nodeId(), member.address(), member.status(),
                                member.reachable(), member.version(), member.self()))
                        .toList());
    }
}
