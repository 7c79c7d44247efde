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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Greedy streams: what a gigabyte costs.
 *
 * @param streams    sessions at once, each in one direction
 * @param writeBytes of each write, 1 to 262,144
 */
public record RelayBulk(int streams, int writeBytes) implements Scenario {
    private static final Figure COST = Figure.cost("cpu_s_per_gb", "CPU per GB", "s/GB",
            "User and system time of the server's process for 1e9 bytes that arrived.");
    private static final Figure RATE = Figure.condition("gb_per_s", "throughput", "GB/s",
            "What arrived, 1e9 bytes per second of wall time.");
    private static final Figure IDLE = Figure.condition("generator_idle_percent", "generator idle", "%",
            "So many of the generator's looks at its sockets found nothing to do; near 0 the generator limits.");
    private static final Figure CHECKED = Figure.condition("checked_mb", "bytes compared", "MB",
            "Bytes of the sample that were compared with what was sent; none differed.");
    private static final double GIGA = 1e9;
    private static final double MEGA = 1e6;
    private static final double SATURATED = 2;

    /** Checks the numbers. */
    public RelayBulk {
        if (streams < 1 || writeBytes < 1 || writeBytes > BytePattern.LONGEST) {
            throw new IllegalArgumentException("streams " + streams + ", bytes of a write " + writeBytes
                    + " (expected: at least 1; 1.." + BytePattern.LONGEST + ")");
        }
    }

    @Override
    public String name() {
        return "relay-bulk";
    }

    @Override
    public String title() {
        return streams + " streams through a relay as fast as they go";
    }

    @Override
    public ServerRole role() {
        return ServerRole.RELAY;
    }

    @Override
    public Map<String, String> plan() {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("streams", String.valueOf(streams));
        plan.put("bytes of a write", String.valueOf(writeBytes));
        return plan;
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(COST, RATE, IDLE, CHECKED));
        figures.addAll(Conditions.figures());
        return figures;
    }

    @Override
    public boolean needsNewServer() {
        return false;
    }

    @Override
    public Sample run(Server server, Pace pace) throws IOException {
        try (Arena arena = Arena.ofConfined(); LinuxSockets sockets = new LinuxSockets()) {
            BytePattern pattern = new BytePattern(arena);
            try (RelayPairs pairs = RelayPairs.open(sockets, server, pace.sources(), pattern, streams)) {
                BulkLoad load = new BulkLoad(sockets, arena, pairs, pattern, writeBytes);
                CpuWindow window = new CpuWindow(server.process(), pace.settle(), pace.measured());
                load.run(window);
                return sample(load, window);
            }
        }
    }

    private static Sample sample(BulkLoad load, CpuWindow window) throws IOException {
        if (load.windowBytes() == 0) {
            throw new IOException("nothing arrived");
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(COST.key(), window.cpuSeconds() / (load.windowBytes() / GIGA));
        values.put(RATE.key(), load.windowBytes() / GIGA / window.wallSeconds());
        values.put(IDLE.key(), load.idlePercent());
        values.put(CHECKED.key(), load.checkedBytes() / MEGA);
        window.conditions().addTo(values);
        List<String> warnings = new ArrayList<>(window.conditions().warning().stream().toList());
        if (load.idlePercent() < SATURATED) {
            warnings.add("the generator limits: it always had something to do, so the server can do more than is shown"
                    + " (the cost of a gigabyte holds)");
        }
        return new Sample(values, List.of(), warnings);
    }
}
