package io.fairlead.cli.run;

import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.NodeMetric;
import io.fairlead.metrics.ReadinessGate;
import io.fairlead.metrics.RendezvousMetric;
import io.fairlead.relay.RelayServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Tells how the process is as a whole, whenever its meters are read. */
final class NodeMeters {
    private static final double MILLIS = 1e3;

    private final Meters meters;

    NodeMeters(Meters meters) {
        this.meters = meters;
    }

    /** What stays as it is at start. */
    void settings(Settings settings, Duration drainDeadline) {
        meters.info(
                NodeMetric.NODE,
                ProgramVersion.get(),
                settings.role().label(),
                settings.optional(Setting.REGION).orElse("none"));
        meters.gauge(NodeMetric.DRAIN_DEADLINE, () -> drainDeadline.toMillis() / MILLIS);
        certificate("web", settings.optional(Setting.TLS_CERT));
        certificate("cluster", settings.optional(Setting.CLUSTER_TLS_CERT));
    }

    private void certificate(String name, Optional<String> file) {
        file.map(Path::of).ifPresent(path -> meters.gauge(
                NodeMetric.CERTIFICATE_END, () -> CertificateFile.endSeconds(path), name));
    }

    /** Whether clients are to come. */
    void state(ReadinessGate readiness, Supplier<Duration> draining) {
        meters.gauge(NodeMetric.READY, () -> readiness.isOpen() ? 1 : 0);
        meters.gauge(NodeMetric.DRAINING, () -> draining.get().toMillis() / MILLIS);
    }

    /** What the system did not let a node's sockets accept. */
    void accepts(String node, LongSupplier failed) {
        meters.counter(NodeMetric.ACCEPTS_FAILED, failed::getAsLong, node);
    }

    /** The relays as the rendezvous node knows them, or else the one beside it. */
    void relays(Supplier<NodeStatus> status, Optional<RelayServer> beside) {
        for (boolean offered : new boolean[]{true, false}) {
            meters.gauge(
                    RendezvousMetric.RELAYS,
                    () -> count(status.get().relays(), beside, offered),
                    String.valueOf(offered));
        }
    }

    private static double count(List<NodeStatus.Relay> known, Optional<RelayServer> beside, boolean offered) {
        return known.isEmpty()
                ? beside.stream().filter(relay -> relay.control().status().draining() != offered).count()
                : known.stream().filter(relay -> relay.offered() == offered).count();
    }
}
