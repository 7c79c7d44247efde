package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Pace;
import io.fairlead.load.bench.Scenario;
import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.ServerRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Introductions of requesters to devices on UDP: what one costs a rendezvous server, and how long it takes. For use by
 * one thread.
 */
public final class PunchHoles implements Scenario {
    private static final Figure COST = Figure.cost("cpu_us_per_introduction", "CPU per introduction", "µs",
            "User and system time of the server's process for one introduction that was answered.");
    private static final Figure HALF = Figure.cost("delay_p50_us", "delay p50", "µs",
            "Half of the requests were answered so long after they were due to be made, connecting included.");
    private static final Figure MOST = Figure.cost("delay_p99_us", "delay p99", "µs",
            "99 of 100 requests were answered so long after they were due to be made, connecting included.");
    private static final Figure RATE = Figure.condition("introductions_per_s", "introductions", "1/s",
            "Requests that were answered, per second.");
    private static final Figure LOST = Figure.condition("lost", "lost", "",
            "Requests that were not answered within 3 s.");
    private static final Figure IDLE = Figure.condition("generator_idle_percent", "generator idle", "%",
            "So often the generator found nothing to do: near 0, the generator limits and not the server.");
    private static final Figure LATE = Pacing.late("requests");
    private static final double MICROS = 1e6;
    /** Under way at once at most, where they are evenly spaced. */
    private static final int PACED_AT_ONCE = 512;

    private final PunchHolePlan plan;
    private final PunchHoleWay way;
    private final boolean paced;

    /**
     * Makes one.
     *
     * @param plan  shared by those that are measured one after the other
     * @param way   how it is asked
     * @param paced evenly spaced instead of as fast as they are answered; then the other is measured before it
     */
    public PunchHoles(PunchHolePlan plan, PunchHoleWay way, boolean paced) {
        this.plan = plan;
        this.way = way;
        this.paced = paced;
    }

    @Override
    public String name() {
        return "punch-hole-" + way.label() + (paced ? "-paced" : "");
    }

    @Override
    public String title() {
        return "introductions to devices, " + way.meaning() + ", "
                + (paced ? "evenly spaced" : "as fast as they are answered");
    }

    @Override
    public ServerRole role() {
        return ServerRole.RENDEZVOUS;
    }

    @Override
    public Map<String, String> plan() {
        Map<String, String> numbers = new LinkedHashMap<>();
        numbers.put("devices, each with an address of its own", String.valueOf(plan.devices(way).count()));
        if (paced) {
            numbers.put("per second", String.valueOf(Math.round(plan.rate(way))));
        } else {
            numbers.put("in flight", String.valueOf(plan.inFlight()));
        }
        return numbers;
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(COST, HALF, MOST, RATE, LOST, IDLE, LATE));
        figures.addAll(Conditions.figures());
        return figures;
    }

    @Override
    public boolean needsNewServer() {
        return false;
    }

    @Override
    public boolean suits(Server server, Sources sources) throws IOException {
        return way.fresh() || PunchHolePlan.answersTwice(server);
    }

    @Override
    public Sample run(Server server, Pace pace) throws IOException {
        plan.prepare(way, server, pace.sources());
        Pacing pacing = new Pacing(1, paced ? plan.rate(way) : 0);
        PunchHoleLoad load = new PunchHoleLoad(server, pace.sources(), plan.devices(way), way, pacing,
                paced ? PACED_AT_ONCE : plan.inFlight());
        CpuWindow window = new CpuWindow(server.process(), pace.settle(), pace.measured());
        load.run(window);
        if (load.windowDone() == 0) {
            throw new IOException(server.name() + ": no request was answered");
        }
        double rate = load.windowDone() / window.wallSeconds();
        if (!paced) {
            plan.note(way, server.name(), rate);
        }
        Map<String, Double> values = new LinkedHashMap<>();
        values.put(COST.key(), window.cpuSeconds() * MICROS / load.windowDone());
        values.put(HALF.key(), load.delays().micros(50));
        values.put(MOST.key(), load.delays().micros(99));
        values.put(RATE.key(), rate);
        values.put(LOST.key(), (double) load.lost());
        values.put(IDLE.key(), load.idlePercent());
        values.put(LATE.key(), pacing.latePercent());
        window.conditions().addTo(values);
        List<String> warnings = new ArrayList<>(window.conditions().warning().stream().toList());
        if (load.lost() > 0) {
            warnings.add("requests were not answered");
        }
        warnings.addAll(pacing.warnings("requests", "requests arrived than were planned", rate));
        return new Sample(values, load.delays().points(), warnings);
    }
}
