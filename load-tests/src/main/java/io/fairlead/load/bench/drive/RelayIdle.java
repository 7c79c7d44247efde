package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Pace;
import io.fairlead.load.bench.Scenario;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.ServerRole;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions that carry nothing: what one takes of memory, and of CPU.
 *
 * @param pairs sessions at once; each takes two descriptors of either process
 */
public record RelayIdle(int pairs) implements Scenario {
    private static final Figure MEMORY = Figure.cost("rss_bytes_per_pair", "memory per idle pair", "B",
            "Growth of the server's resident memory while the sessions were opened, by their number. The kernel's own"
                    + " memory for sockets is not in it.");
    private static final Figure BEFORE = Figure.condition("rss_before_mb", "memory before", "MB",
            "Resident memory of the server after it had served the first few sessions.");
    private static final Figure AFTER = Figure.condition("rss_after_mb", "memory after", "MB",
            "Resident memory of the server with all sessions open.");
    private static final Figure OPENING = Figure.cost("open_cpu_us_per_pair", "CPU to open a pair", "µs",
            "User and system time of the server's process to accept and pair one session, of a program just started.");
    private static final Figure HOLDING = Figure.condition("hold_cpu_percent", "CPU while idle", "%",
            "CPU time of the server by wall time with all sessions open and silent.");
    /** Before anything is counted, so that what a program loads once is not taken for the sessions' own. */
    private static final int FIRST = 200;
    private static final double MEGA = 1e6;

    /** Checks the number. */
    public RelayIdle {
        if (pairs < 1) {
            throw new IllegalArgumentException("pairs: " + pairs + " (expected: at least 1)");
        }
    }

    @Override
    public String name() {
        return "relay-idle";
    }

    @Override
    public String title() {
        return pairs + " sessions through a relay that carry nothing";
    }

    @Override
    public ServerRole role() {
        return ServerRole.RELAY;
    }

    @Override
    public Map<String, String> plan() {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("pairs", String.valueOf(pairs));
        plan.put("pairs opened and closed before", String.valueOf(FIRST));
        return plan;
    }

    @Override
    public List<Figure> figures() {
        return List.of(MEMORY, BEFORE, AFTER, OPENING, HOLDING);
    }

    @Override
    public boolean needsNewServer() {
        return true;
    }

    @Override
    public Sample run(Server server, Pace pace) throws IOException {
        try (Arena arena = Arena.ofConfined(); LinuxSockets sockets = new LinuxSockets()) {
            BytePattern pattern = new BytePattern(arena);
            RelayPairs.open(sockets, server, pace.sources(), pattern, FIRST).close();
            hold(server, pace.settle(), Duration.ZERO);
            long before = server.process().residentBytes();
            CpuWindow opening = new CpuWindow(server.process(), Duration.ZERO, Duration.ZERO);
            opening.open();
            try (RelayPairs _ = RelayPairs.open(sockets, server, pace.sources(), pattern, pairs)) {
                opening.close();
                CpuWindow holding = hold(server, pace.settle(), pace.measured());
                long after = server.process().residentBytes();
                Map<String, Double> values = new LinkedHashMap<>();
                values.put(MEMORY.key(), (double) (after - before) / pairs);
                values.put(BEFORE.key(), before / MEGA);
                values.put(AFTER.key(), after / MEGA);
                values.put(OPENING.key(), opening.cpuSeconds() * MEGA / pairs);
                values.put(HOLDING.key(), holding.conditions().serverPercent());
                return new Sample(values, List.of(), List.of());
            }
        }
    }

    /** Lets time pass. Nothing is sent, so nobody is woken whether this thread waits or spins. */
    private static CpuWindow hold(Server server, Duration settle, Duration measured) throws IOException {
        CpuWindow window = new CpuWindow(server.process(), settle, measured);
        window.pass();
        return window;
    }
}
