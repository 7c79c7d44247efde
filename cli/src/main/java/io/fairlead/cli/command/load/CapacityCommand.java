package io.fairlead.cli.command.load;

import io.fairlead.load.capacity.CapacityModel;
import io.fairlead.load.capacity.ClusterSimulation;
import io.fairlead.load.capacity.Costs;
import io.fairlead.load.capacity.Demand;
import io.fairlead.load.page.TextTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code load capacity}: which servers so many clients need. Exit codes: 0 written, 2 wrong usage. */
@Command(name = "capacity", description = "Says which servers so many clients need, by what was measured: see"
        + " docs/capacity.md. One node of each kind is counted as lost.")
final class CapacityCommand implements Callable<Integer> {
    private static final int[] SIZES = {1, 2, 4, 8};
    private static final int MOST_NODES = 64;
    private static final double PERCENT = 100;
    private static final double MILLIS = 1e3;
    private static final double MEGA = 1e6;
    private static final double BITS = 8;
    /** Events that a simulation takes, about; some seconds. */
    private static final double EVENTS = 2e6;
    private static final double LONGEST_SECONDS = 60;

    @Spec
    private CommandSpec spec;

    @Option(names = "--devices", required = true, paramLabel = "N", description = "Devices that are registered.")
    private double devices;

    @Option(names = "--sessions", required = true, paramLabel = "N", description = "Sessions through relays, at once,"
            + " at the busiest time.")
    private double sessions;

    @Option(names = "--introductions", paramLabel = "N", description = "Per second, at the busiest time. Default: what"
            + " the sessions make if a fifth of all is relayed.")
    private Double introductions;

    @Option(names = "--registrations", paramLabel = "N", description = "Devices that start, or get another address, per"
            + " second. Default: all devices within ten minutes.")
    private Double registrations;

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "20", description = "That a session lasts. Default:"
            + " ${DEFAULT-VALUE}.")
    private double minutes;

    @Option(names = "--megabits", paramLabel = "N", defaultValue = "1.6", description = "That a session carries on"
            + " average. Default: ${DEFAULT-VALUE}, docs/traffic-model.md.")
    private double megabits;

    @Option(names = "--cores", paramLabel = "N", defaultValue = "2", description = "Cores of each node. Default:"
            + " ${DEFAULT-VALUE}.")
    private int cores;

    @Option(names = "--network", paramLabel = "N", defaultValue = "1000", description = "Megabits per second of each"
            + " node's network. Default: ${DEFAULT-VALUE}.")
    private double network;

    @Option(names = "--busy", paramLabel = "X", defaultValue = "0.6", description = "Share of cores and network that a"
            + " node may use, 0.1 to 1. Default: ${DEFAULT-VALUE}.")
    private double busy;

    @Override
    public Integer call() {
        try {
            require(cores >= 1 && cores <= 1024, "--cores", cores, "1..1024");
            require(network > 0, "--network", network, "more than 0");
            require(busy >= 0.1 && busy <= 1, "--busy", busy, "0.1..1");
            Demand demand = demand();
            PrintWriter out = spec.commandLine().getOut();
            write(demand, new CapacityModel(Costs.measured()), out);
            out.flush();
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static void require(boolean right, String name, double value, String expected) {
        if (!right) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }

    private Demand demand() {
        double starts = sessions / (minutes * 60);
        return new Demand(devices, 15, registrations == null ? devices / 600 : registrations,
                introductions == null ? 5 * starts : introductions, sessions, minutes, megabits);
    }

    private void write(Demand demand, CapacityModel model, PrintWriter out) {
        out.printf(Locale.ROOT, "%,.0f devices, %,.1f registrations/s, %,.1f introductions/s, %,.0f sessions of"
                + " %.1f Mb/s%n%n", demand.devices(), demand.registrations(), demand.introductions(),
                demand.sessions(), demand.megabits());
        Costs costs = model.costs();
        int relays = model.relays(demand, cores, busy, network, MOST_NODES);
        int nodes = model.rendezvousNodes(demand, cores, busy, MOST_NODES);
        out.println("Rendezvous nodes of " + cores + " cores: " + needed(nodes) + ", one of them may be lost.");
        out.println("Relays of " + cores + " cores and " + Math.round(network) + " Mb/s: " + needed(relays)
                + ", one of them may be lost.");
        out.printf(Locale.ROOT, "Memory for devices %.0f MB of each rendezvous node, %.0f MB of Redis; for sessions"
                + " %.0f MB of all relays.%n", demand.devices() * costs.device() / MEGA,
                demand.devices() * costs.record() / MEGA, demand.sessions() * costs.session() / MEGA);
        out.printf(Locale.ROOT, "Network: heartbeats %.1f Mb/s, sessions %.0f Mb/s in and as much out.%n%n",
                demand.devices() / demand.heartbeat() * costs.datagram() * BITS / MEGA,
                demand.sessions() * demand.megabits());
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("rendezvous nodes", "busy by the model", "simulated", "Redis by the model", "simulated",
                "introduction p50", "p99"));
        for (int size : SIZES) {
            CapacityModel.Load load = model.load(demand, size, 1);
            double share = load.rendezvous() / (size * cores);
            if (share >= 1 || load.redis() >= 1) {
                rows.add(List.of(String.valueOf(size), percent(share), "-", percent(load.redis()), "-", "never",
                        "never"));
                continue;
            }
            double perSecond = demand.devices() / demand.heartbeat() + demand.introductions() + 1;
            ClusterSimulation.Result found = new ClusterSimulation(costs, demand, size, cores, 1)
                    .run(Math.min(LONGEST_SECONDS, Math.max(1, EVENTS / perSecond)));
            rows.add(List.of(String.valueOf(size), percent(share), percent(found.rendezvous()),
                    percent(load.redis()), percent(found.redis()), millis(found.median()), millis(found.p99())));
        }
        out.print(TextTable.of(rows));
        out.println("\nIntroductions: without the network and the device's own time.");
    }

    private static String needed(int nodes) {
        return nodes > MOST_NODES ? "more than " + MOST_NODES : String.valueOf(nodes);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * PERCENT);
    }

    private static String millis(double seconds) {
        return String.format(Locale.ROOT, "%.2f ms", seconds * MILLIS);
    }
}
