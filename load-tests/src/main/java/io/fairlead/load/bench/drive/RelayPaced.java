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
 * Messages at an even pace: what one costs, and how long a relay keeps it.
 *
 * @param name         {@code relay-frames} or {@code relay-messages}
 * @param streams      sessions at once, each in one direction
 * @param messageBytes of each message
 * @param perSecond    messages of each stream
 */
public record RelayPaced(String name, int streams, int messageBytes, double perSecond) implements Scenario {
    private static final Figure COST = Figure.cost("cpu_us_per_message", "CPU per message", "µs",
            "User and system time of the server's process for one message that arrived.");
    private static final Figure HALF = Figure.cost("delay_p50_us", "delay p50", "µs",
            "Half of the messages had arrived so long after they were due to be sent.");
    private static final Figure MOST = Figure.cost("delay_p99_us", "delay p99", "µs",
            "99 of 100 messages had arrived so long after they were due to be sent.");
    private static final Figure RATE = Figure.condition("messages_per_s", "messages", "1/s",
            "Messages that arrived, per second.");
    private static final Figure LATE = Pacing.late("messages");
    private static final double MICROS = 1e6;

    /** Checks the numbers. */
    public RelayPaced {
        if (streams < 1 || messageBytes < 1 || !(perSecond > 0)) {
            throw new IllegalArgumentException("streams " + streams + ", bytes " + messageBytes + ", per second "
                    + perSecond + " (expected: all more than 0)");
        }
    }

    @Override
    public String title() {
        return streams + " streams through a relay, each " + text(perSecond) + " messages of " + messageBytes
                + " bytes a second";
    }

    private static String text(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    @Override
    public ServerRole role() {
        return ServerRole.RELAY;
    }

    @Override
    public Map<String, String> plan() {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("streams", String.valueOf(streams));
        plan.put("bytes of a message", String.valueOf(messageBytes));
        plan.put("messages of a stream per second", text(perSecond));
        return plan;
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(COST, HALF, MOST, RATE, LATE));
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
                Pacing pacing = new Pacing(streams, streams * perSecond);
                PacedLoad load = new PacedLoad(sockets, arena, pairs, pattern, messageBytes, pacing);
                CpuWindow window = new CpuWindow(server.process(), pace.settle(), pace.measured());
                load.run(window);
                return sample(load, pacing, window);
            }
        }
    }

    private Sample sample(PacedLoad load, Pacing pacing, CpuWindow window) throws IOException {
        if (load.windowMessages() == 0) {
            throw new IOException("nothing arrived");
        }
        double rate = load.windowMessages() / window.wallSeconds();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(COST.key(), window.cpuSeconds() * MICROS / load.windowMessages());
        values.put(HALF.key(), load.delays().micros(50));
        values.put(MOST.key(), load.delays().micros(99));
        values.put(RATE.key(), rate);
        values.put(LATE.key(), pacing.latePercent());
        window.conditions().addTo(values);
        List<String> warnings = new ArrayList<>(window.conditions().warning().stream().toList());
        warnings.addAll(pacing.warnings("messages", "messages arrived than were planned", rate));
        return new Sample(values, load.delays().points(), warnings);
    }
}
