package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Pace;
import io.fairlead.load.bench.Scenario;
import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.proc.CpuSample;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.ServerRole;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Devices that a server has never heard of come to it: what it costs to register one, and what a server that holds them
 * takes of memory. While the later ones come the earlier ones send heartbeats, as they go offline otherwise.
 *
 * @param devices  so many, each with an address of its own
 * @param inFlight datagrams without an answer at once
 * @param rounds   heartbeats of each, after all are registered
 */
public record RegisteredDevices(int devices, int inFlight, int rounds) implements Scenario {
    private static final Figure RESIDENT = Figure.cost("rss_mb", "memory with all devices", "MB",
            "Resident memory of the server with all devices online, after their heartbeats.");
    private static final Figure REGISTERED = Figure.condition("rss_registered_mb", "memory when registered", "MB",
            "The same before those heartbeats.");
    private static final Figure BEFORE = Figure.condition("rss_before_mb", "memory before", "MB",
            "Resident memory of the server when it had just started.");
    private static final Figure EACH = Figure.cost("rss_bytes_per_device", "memory per device", "B",
            "Growth of the server's resident memory from then on, by the number of devices.");
    private static final Figure CPU = Figure.cost("register_cpu_s", "CPU to register all", "s",
            "User and system time of the server's process while each device, unknown until then, sent a heartbeat, was"
                    + " asked for its key, sent it, and was told that it is stored.");
    private static final Figure CPU_EACH = Figure.condition("register_cpu_us_per_device", "CPU to register one", "µs",
            "The same by the number of devices.");
    private static final Figure WALL = Figure.condition("register_s", "time to register all", "s",
            "How long that took.");
    private static final Figure HEARTBEAT = Figure.cost("heartbeat_cpu_us", "CPU per heartbeat", "µs",
            "User and system time of the server's process by heartbeats, sent as fast as they were answered, after all"
                    + " were registered.");
    private static final Figure AGAIN = Figure.condition("repeated", "repeated", "",
            "Datagrams that were sent again, as they had no answer for 2 s.");

    /** So many say who they are, and then send their keys: an answer takes a moment to a device and back. */
    private static final int BLOCK = 1000;
    /** Devices send every 12 to 15 s. */
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(12);
    private static final double MEGA = 1e6;

    /** Checks the numbers. */
    public RegisteredDevices {
        if (devices < 1 || devices > Sources.MOST || inFlight < 1 || rounds < 1) {
            throw new IllegalArgumentException("devices " + devices + ", in flight " + inFlight + ", rounds of"
                    + " heartbeats " + rounds + " (expected: 1.." + Sources.MOST
                    + ", at least 1, at least 1)");
        }
    }

    @Override
    public String name() {
        return "devices";
    }

    @Override
    public String title() {
        return devices + " devices that come to a server which knows none";
    }

    @Override
    public ServerRole role() {
        return ServerRole.RENDEZVOUS;
    }

    @Override
    public Map<String, String> plan() {
        Map<String, String> plan = new LinkedHashMap<>();
        plan.put("devices, each with an address of its own", String.valueOf(devices));
        plan.put("datagrams in flight", String.valueOf(inFlight));
        plan.put("rounds of heartbeats afterwards", String.valueOf(rounds));
        return plan;
    }

    @Override
    public List<Figure> figures() {
        return List.of(RESIDENT, REGISTERED, BEFORE, EACH, CPU, CPU_EACH, WALL, HEARTBEAT, AGAIN);
    }

    @Override
    public boolean needsNewServer() {
        return true;
    }

    @Override
    public Sample run(Server server, Pace pace) throws IOException {
        rest(server, pace.settle());
        long before = server.process().residentBytes();
        try (RollCall call = new RollCall(server, pace.sources(), inFlight)) {
            Spent registering = register(server, call);
            long registered = server.process().residentBytes();
            CpuSample began = server.process().cpu();
            for (int i = 0; i < rounds; i++) {
                call.ask(Question.HEARTBEAT, 0, devices);
            }
            double heartbeats = server.process().cpu().secondsSince(began);
            rest(server, pace.settle());
            long after = server.process().residentBytes();
            Map<String, Double> values = new LinkedHashMap<>();
            values.put(RESIDENT.key(), after / MEGA);
            values.put(REGISTERED.key(), registered / MEGA);
            values.put(BEFORE.key(), before / MEGA);
            values.put(EACH.key(), (double) (after - before) / devices);
            values.put(CPU.key(), registering.cpuSeconds());
            values.put(CPU_EACH.key(), registering.cpuSeconds() * MEGA / devices);
            values.put(WALL.key(), registering.wallSeconds());
            values.put(HEARTBEAT.key(), heartbeats * MEGA / devices / rounds);
            values.put(AGAIN.key(), (double) call.repeated());
            return new Sample(values, List.of(), List.of());
        }
    }

    private record Spent(double cpuSeconds, double wallSeconds) {
        Spent plus(CpuSample from, CpuSample to) {
            return new Spent(cpuSeconds + to.secondsSince(from), wallSeconds + to.wallSecondsSince(from));
        }
    }

    /** Without the heartbeats in between. */
    private Spent register(Server server, RollCall call) throws IOException {
        Spent spent = new Spent(0, 0);
        long heartbeats = System.nanoTime();
        for (int first = 0; first < devices; first += BLOCK) {
            int count = Math.min(BLOCK, devices - first);
            CpuSample from = server.process().cpu();
            call.ask(Question.FIRST_HEARTBEAT, first, count);
            call.ask(Question.KEY, first, count);
            spent = spent.plus(from, server.process().cpu());
            if (System.nanoTime() - heartbeats > HEARTBEAT_NANOS) {
                heartbeats = System.nanoTime();
                call.ask(Question.HEARTBEAT, 0, first + count);
            }
        }
        return spent;
    }

    private static void rest(Server server, Duration time) throws IOException {
        new CpuWindow(server.process(), time, Duration.ZERO).pass();
    }
}
