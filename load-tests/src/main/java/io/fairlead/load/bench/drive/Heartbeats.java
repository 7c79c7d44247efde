package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Pace;
import io.fairlead.load.bench.Scenario;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.ServerRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Heartbeats of registered devices: what one costs a rendezvous server. For use by one thread. */
public final class Heartbeats implements Scenario {
    /**
     * So many are sent before answers are waited for, in a flood. Fits the receive buffer that a system gives by
     * default.
     */
    public static final int IN_FLIGHT = 128;

    private static final Figure COST = Figure.cost("cpu_us_per_heartbeat", "CPU per heartbeat", "µs",
            "User and system time of the server's process for one heartbeat that was answered.");
    private static final Figure RATE = Figure.condition("answers_per_s", "answers", "1/s",
            "Heartbeats that were answered, per second.");
    private static final Figure LOST = Figure.condition("lost", "lost", "",
            "Heartbeats that were not answered, of all that were sent.");
    private static final Figure LATE = Pacing.late("heartbeats");
    private static final double MICROS = 1e6;

    private final Devices devices;
    private final double perSecond;
    private final int inFlight;

    /**
     * Makes one.
     *
     * @param devices   whose they are
     * @param perSecond heartbeats of all together; 0 = a flood
     * @param inFlight  heartbeats without an answer at once, in a flood; 1 or more
     */
    public Heartbeats(Devices devices, double perSecond, int inFlight) {
        if (!(perSecond >= 0) || inFlight < 1) {
            throw new IllegalArgumentException("per second " + perSecond + ", in flight " + inFlight
                    + " (expected: at least 0, at least 1)");
        }
        this.devices = devices;
        this.perSecond = perSecond;
        this.inFlight = inFlight;
    }

    @Override
    public String name() {
        return perSecond == 0 ? "heartbeats-flood" : "heartbeats-" + (long) perSecond;
    }

    @Override
    public String title() {
        return perSecond == 0
                ? "heartbeats of " + devices.count() + " devices as fast as they are answered"
                : "heartbeats of " + devices.count() + " devices, " + (long) perSecond + " a second, evenly spaced";
    }

    @Override
    public ServerRole role() {
        return ServerRole.RENDEZVOUS;
    }

    @Override
    public Map<String, String> plan() {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("devices, each with an address of its own", String.valueOf(devices.count()));
        if (perSecond == 0) {
            plan.put("in flight", String.valueOf(inFlight));
        } else {
            plan.put("per second", String.valueOf((long) perSecond));
        }
        return plan;
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(COST, RATE, LOST, LATE));
        figures.addAll(Conditions.figures());
        return figures;
    }

    @Override
    public boolean needsNewServer() {
        return false;
    }

    @Override
    public Sample run(Server server, Pace pace) throws IOException {
        devices.register(server, pace.sources());
        Pacing pacing = new Pacing(1, perSecond);
        HeartbeatLoad load = new HeartbeatLoad(server, pace.sources(), devices.count(), pacing, inFlight);
        CpuWindow window = new CpuWindow(server.process(), pace.settle(), pace.measured());
        devices.sentFrom(load.run(window, devices.port(server)), server);
        if (load.windowAnswered() == 0) {
            throw new IOException(server.name() + ": no heartbeat was answered");
        }
        double rate = load.windowAnswered() / window.wallSeconds();
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(COST.key(), window.cpuSeconds() * MICROS / load.windowAnswered());
        values.put(RATE.key(), rate);
        values.put(LOST.key(), (double) load.lost());
        values.put(LATE.key(), pacing.latePercent());
        window.conditions().addTo(values);
        List<String> warnings = new ArrayList<>(window.conditions().warning().stream().toList());
        if (load.lost() > 0) {
            warnings.add("heartbeats were lost");
        }
        warnings.addAll(pacing.warnings("heartbeats", "heartbeats were answered than planned", rate));
        return new Sample(values, List.of(), warnings);
    }
}
