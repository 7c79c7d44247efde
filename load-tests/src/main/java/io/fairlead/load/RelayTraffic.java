package io.fairlead.load;

import com.typesafe.config.ConfigFactory;
import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.proc.CpuSample;
import io.fairlead.load.bench.proc.ProcessFiles;
import io.fairlead.load.stream.Ending;
import io.fairlead.load.stream.LegSpec;
import io.fairlead.load.stream.SessionSpec;
import io.fairlead.load.stream.SessionStreams;
import io.fairlead.load.stream.StreamHandle;
import io.fairlead.load.stream.StreamSettings;
import io.fairlead.load.traffic.SessionKind;
import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.TrafficModel;
import io.fairlead.protocol.address.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Carries sessions of the traffic model through one relay and prints what that took: a measurement of the generator and
 * of the relay. Arguments: the relay's host:port, how many sessions at once, how many seconds are measured; then as
 * wanted {@code key=TEXT}, {@code pid=RELAY}, {@code kind=office|...}, {@code web=true}, {@code threads=N},
 * {@code spins=true}, {@code checked=SHARE}, {@code seed=N}, {@code model=FILE}.
 */
public final class RelayTraffic {
    private static final int AT_ONCE = 10;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long SETTLE_SECONDS = 10;
    private static final double MICROS = 1e6;
    private static final double PERCENT = 100;

    private final Map<String, String> options = new HashMap<>();
    private final InetSocketAddress relay;
    private final int sessions;
    private final long seconds;
    private final TrafficTally tally = new TrafficTally();

    private RelayTraffic(String[] arguments) {
        HostPort at = HostPort.parse(arguments[0], 21_117);
        this.relay = new InetSocketAddress(at.host(), at.port());
        this.sessions = Integer.parseInt(arguments[1]);
        this.seconds = Long.parseLong(arguments[2]);
        for (int i = 3; i < arguments.length; i++) {
            String[] option = arguments[i].split("=", 2);
            options.put(option[0], option[1]);
        }
    }

    /**
     * Runs the measurement.
     *
     * @param arguments see the class
     * @throws Exception when the relay is not there or sessions do not start
     */
    public static void main(String[] arguments) throws Exception {
        new RelayTraffic(arguments).run();
    }

    private boolean is(String option) {
        return Boolean.parseBoolean(options.get(option));
    }

    private void run() throws Exception {
        StreamSettings settings = StreamSettings.usual()
                .withThreads(Integer.parseInt(options.getOrDefault("threads", "1")), is("spins"))
                .withSample(Double.parseDouble(options.getOrDefault("checked", "0.05")), 1);
        try (SessionStreams streams = new SessionStreams(settings, tally)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(
                    SETTLE_SECONDS + seconds + sessions / AT_ONCE / (TimeUnit.SECONDS.toNanos(1) / PAUSE_NANOS));
            TrafficModel model = model();
            List<StreamHandle> handles = new ArrayList<>();
            for (int i = 0; i < sessions; i++) {
                handles.add(streams.open(session(model, i, end)));
                if (i % AT_ONCE == 0) {
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
            await(end - TimeUnit.SECONDS.toNanos(seconds));
            measure(end);
            for (StreamHandle handle : handles) {
                handle.ended().toCompletableFuture().get(2, TimeUnit.MINUTES);
            }
        }
        System.out.println(tally.ends());
    }

    private static void await(long moment) {
        while (System.nanoTime() < moment) {
            LockSupport.parkNanos(moment - System.nanoTime());
        }
    }

    private TrafficModel model() {
        return options.containsKey("model")
                ? TrafficModel.of(ConfigFactory.parseFile(Path.of(options.get("model")).toFile()))
                : TrafficModel.standard();
    }

    private SessionSpec session(TrafficModel model, int number, long end) {
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        SessionPlan plan = options.containsKey("kind")
                ? model.session(seed, number, SessionKind.valueOf(options.get("kind").toUpperCase(Locale.ROOT)))
                : model.session(seed, number);
        LegSpec leg = is("web") ? LegSpec.webSocket(relay, "/") : LegSpec.tcp(relay);
        return new SessionSpec(plan.lasting(end - System.nanoTime()), "traffic " + seed + " " + number,
                options.getOrDefault("key", ""), Ending.orderly(), leg.from(Sources.LOOPBACK.address(2 * number)),
                leg.from(Sources.LOOPBACK.address(2 * number + 1)));
    }

    private void measure(long end) throws IOException {
        System.out.println(tally.sessionsStarted() + " sessions of " + sessions + " run");
        ProcessFiles own = new ProcessFiles(ProcessHandle.current().pid());
        ProcessFiles other = new ProcessFiles(
                options.containsKey("pid") ? Long.parseLong(options.get("pid")) : ProcessHandle.current().pid());
        tally.clear();
        CpuSample ownBefore = own.cpu();
        CpuSample otherBefore = other.cpu();
        await(end);
        System.out.println(tally.traffic());
        print("generator", own.cpu(), ownBefore);
        if (options.containsKey("pid")) {
            print("relay", other.cpu(), otherBefore);
        }
    }

    private void print(String who, CpuSample after, CpuSample before) {
        double cpu = after.secondsSince(before);
        double wall = after.wallSecondsSince(before);
        System.out.printf(Locale.ROOT, "%s: %.1f %% of a core, %.2f us per message, waited for a core %.1f %%%n", who,
                PERCENT * cpu / wall, cpu * MICROS / tally.messages(), PERCENT * after.waitSecondsSince(before) / wall);
    }
}
