package io.fairlead.load.report;

import io.fairlead.load.record.Count;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.Kind;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Names;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Records as runs make them, by a clock of their own: a storm, a killed node, hostile names. */
final class Samples {
    private static final String HOSTILE = "<script>alert(\"x\")</script>&'";

    private final Random random;
    private final double slow;
    private final int seconds;
    private long now;
    private double rendezvousCpu;
    private double relayCpu;
    private int second;

    private Samples(long seed, int seconds, double slow) {
        this.random = new Random(seed);
        this.seconds = seconds;
        this.slow = slow;
    }

    /** A storm of the given length; a {@code slow} target takes so much more of everything. */
    static RunRecord storm(long seed, int seconds, double slow) {
        return new Samples(seed, seconds, slow).record(seed);
    }

    private RunRecord record(long seed) {
        Recorder recorder = new Recorder(() -> now, Duration.ofSeconds(1));
        Count registered = recorder.count("devices.registrations", "registrations", "Devices that were registered.");
        Count beats = recorder.count("devices.heartbeats", "heartbeats", "Heartbeats that were answered.");
        Count bytes = recorder.count("sessions.bytes", "bytes", "Carried by relays, either way.");
        Count _ = recorder.count("abuse.done", "misdeeds", "None.");
        recorder.level("devices.online", "devices", "Devices that have heard the server.", () -> 10_000.0 * ramp());
        recorder.level("sessions.open", "sessions", "Relayed sessions.", () -> second < 5 ? Double.NaN : 500 * ramp());
        Timing register = recorder.timing("devices.register", "From the first datagram to the confirmed key.");
        Timing punch = recorder.timing("sessions.punch " + HOSTILE, "From the request to the answer.");
        servers(recorder);
        generator(recorder);
        recorder.mark("devices come");
        for (second = 0; second < seconds; second++) {
            registered.add((long) (900 * (1 - ramp()) + random.nextInt(60)));
            beats.add((long) (10_000 * ramp() / 15) + random.nextInt(40));
            bytes.add((long) (60e6 * ramp() * (0.9 + 0.2 * random.nextDouble())));
            boolean killed = second > seconds / 2 && second < seconds * 0.6;
            for (int i = 0; i < 150; i++) {
                register.record(0, time(300 * (killed ? 60 : 1)));
                punch.record(0, time(1200 * (killed ? 20 : 1)));
            }
            if (second == seconds / 2) {
                recorder.mark("rendezvous-2 is killed " + HOSTILE);
            }
            failures(recorder, killed);
            rendezvousCpu += slow * (0.2 + 0.5 * (1 - ramp()) + 0.05 * random.nextDouble());
            relayCpu += slow * (0.35 * ramp() + 0.03 * random.nextDouble());
            now += 1_000_000_000L;
            recorder.tick();
        }
        recorder.limitation("The target refuses secured connections " + HOSTILE);
        return recorder.finish(info(seed)).judged(List.of(
                new Criterion("devices registered", "all within 60 s", "all within 21 s", true),
                new Criterion("failures " + HOSTILE, "at most 0.1 %", "1.3 %", slow < 1.2)));
    }

    private double ramp() {
        return 1 - Math.exp(-second / (seconds / 8.0));
    }

    private long time(double micros) {
        return (long) (slow * micros * 1000 * Math.exp(random.nextGaussian() * 0.6));
    }

    private void servers(Recorder recorder) {
        recorder.counted("server.rendezvous-1.cpu", "s", "Processor time.", () -> rendezvousCpu);
        recorder.counted("server.relay.example.org.cpu", "s", "Processor time.", () -> relayCpu);
        recorder.level("server.rendezvous-1.memory", "MB", "Resident.", () -> slow * (180 + 60 * ramp()));
        recorder.level("server.relay.example.org.memory", "MB", "Resident.", () -> 90 + 20 * ramp());
        recorder.level("server.rendezvous-1.descriptors", "descriptors", "Open.", () -> 60 + 1000 * ramp());
        recorder.level("server.rendezvous-1.threads", "threads", "Threads.", () -> 31);
    }

    private void generator(Recorder recorder) {
        recorder.level(Names.GENERATOR_SHARE, "of cores", "Share.", Kind.HIGHEST,
                () -> second > seconds * 0.8 ? 0.96 : 0.4 + 0.1 * random.nextDouble());
        recorder.counted(Names.PAUSES, "s", "Pauses.", () -> second * 0.004);
        recorder.counted(Names.GENERATOR_CPU, "s", "Processor time.", () -> second * 0.9);
        Timing late = recorder.timing(Names.LATENESS, "How much later than planned.");
        recorder.level("generator.queue", "plans", "Waiting.", () -> {
            late.record(0, (long) (1e6 * random.nextDouble()));
            return 3;
        });
    }

    private void failures(Recorder recorder, boolean killed) {
        if (killed) {
            for (int i = 0; i < 5 + random.nextInt(30) * slow; i++) {
                recorder.failure("no answer in time");
            }
            recorder.failure("connection refused " + HOSTILE);
        }
    }

    private RunInfo info(long seed) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("devices", "10000");
        configuration.put("sessions", "500");
        configuration.put("note", HOSTILE);
        return new RunInfo("morning log-on storm " + HOSTILE, "10,000 devices come within a minute; a node is killed.",
                seed, new RunInfo.Target("cluster", "id.example.org", "2 rendezvous nodes, 1 relay, Redis"),
                new MachineInfo(2, "Some processor", "16384000 kB", "Linux 6.1", "OpenJDK 25"),
                Instant.parse("2026-11-29T06:00:00.250Z"), configuration, Map.of("fairlead", "0.1.0-SNAPSHOT"));
    }
}
