package io.fairlead.relay;

import io.fairlead.metrics.Meters;
import io.fairlead.relay.kernel.DataPath;
import io.fairlead.relay.leg.EndReason;
import io.fairlead.relay.leg.LegKind;
import io.fairlead.relay.leg.LegSummary;
import io.fairlead.relay.leg.SessionSummary;
import io.fairlead.relay.leg.Traffic;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.slf4j.helpers.NOPLogger;

/**
 * What a relay's metrics cost, in nanoseconds. What is carried is counted by the sweep, once a second for all sessions
 * together; the rest is per session. Compiled with every build, run by its name only; the command is in
 * {@code docs/benchmarks.md}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders"})
public class MeteredEventsBenchmark {
    private static final long BYTES = 50_000_000;
    private static final int LOOPS = 2;

    private final MeteredEvents events = new MeteredEvents(new Meters(), _ -> "public",
            new EventLog(NOPLogger.NOP_LOGGER));
    private final List<Traffic> carried = Traffic.kinds().stream()
            .map(kind -> new Traffic(kind.hop(), kind.toSecond(), kind.path(), BYTES))
            .toList();
    private final LegSummary leg = new LegSummary(new InetSocketAddress("192.0.2.1", 1), LegKind.TCP, "123456789");
    private final SessionSummary session = new SessionSummary(1, leg, leg, BYTES, BYTES, BYTES, DataPath.SPLICE, BYTES,
            EndReason.CLOSED);

    /** All that the sweep of a second tells, with traffic of each kind. */
    @Benchmark
    public void second() {
        carried.forEach(events::carried);
        for (DataPath path : DataPath.values()) {
            events.onPath(path, 1);
        }
        events.heldUp(1);
        for (int i = 0; i < LOOPS; i++) {
            events.loopDelay(1);
        }
    }

    /** A session from its first connection to its end. */
    @Benchmark
    public void session() {
        events.connections(1);
        events.parked(1);
        events.connections(2);
        events.parked(0);
        events.sessionStarted(session, 1);
        events.pathChanged(1, DataPath.SPLICE);
        events.sessionEnded(session, 0);
        events.connections(1);
        events.connections(0);
    }

    /** Runs all, each in new JVMs. */
    @Test
    void measure() throws RunnerException {
        new Runner(new OptionsBuilder()
                .include(MeteredEventsBenchmark.class.getName())
                .build()).run();
    }
}
