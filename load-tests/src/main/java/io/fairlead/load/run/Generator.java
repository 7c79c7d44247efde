package io.fairlead.load.run;

import com.typesafe.config.ConfigFactory;
import io.fairlead.load.fleet.CarriedSessions;
import io.fairlead.load.fleet.Fleet;
import io.fairlead.load.fleet.SessionNames;
import io.fairlead.load.record.GeneratorWatch;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.report.JsonRecord;
import io.fairlead.load.scenario.Action;
import io.fairlead.load.scenario.Event;
import io.fairlead.load.scenario.Scenario;
import io.fairlead.load.stream.StreamSettings;
import io.fairlead.load.traffic.TrafficModel;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One generator process: has its share of a scenario's clients do what they are to do, from the beginning to the end of
 * the run, and writes what they saw. For use by one thread.
 */
public final class Generator {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** So often curves are followed and events looked for. */
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final GeneratorPlan plan;
    private final Scenario scenario;
    private final Consumer<Progress> progress;

    /**
     * Does not begin yet.
     *
     * @param plan     what to do
     * @param progress told once a second
     * @throws IllegalArgumentException when the scenario cannot be read
     */
    public Generator(GeneratorPlan plan, Consumer<Progress> progress) {
        this.plan = plan;
        this.scenario = plan.scenario();
        this.progress = progress;
    }

    /**
     * Does its part as a process of its own, and prints a line of progress each second.
     *
     * @param words a {@link GeneratorPlan}
     * @throws IOException when sockets are not to be had, or the record cannot be written
     */
    public static void main(String[] words) throws IOException {
        // Whoever started this process holds its input open: when that ends, so does this.
        Thread.ofPlatform().daemon().start(Generator::endWithParent);
        GeneratorPlan plan = GeneratorPlan.of(List.of(words));
        JsonRecord.write(new Generator(plan, line -> System.out.println(line.line())).run(), plan.record());
    }

    private static void endWithParent() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is said.
            }
        } catch (IOException e) {
            // As good as an end.
        }
        Runtime.getRuntime().halt(1);
    }

    /**
     * Waits for the beginning, and returns at the end.
     *
     * @return what was seen
     * @throws IOException when there are no sockets to be had
     */
    public RunRecord run() throws IOException {
        TrafficModel model = TrafficModel.of(ConfigFactory.parseString(scenario.sessions().model()))
                .withDurations(scenario.sessions().durationFactor());
        StreamSettings settings = StreamSettings.usual().withSample(scenario.sessions().checkedShare(), 1);
        long begin = System.nanoTime() + Duration.between(Instant.now(), plan.start()).toNanos();
        sleepUntil(begin);
        Recorder recorder = new Recorder(System::nanoTime, INTERVAL);
        Instant began = Instant.now();
        try (GeneratorWatch watch = new GeneratorWatch(recorder);
                CarriedSessions sessions = new CarriedSessions(new CarriedSessions.Plan(model, plan.seed(),
                        plan.target().key(), plan.sessions(scenario), settings), recorder, watch);
                Fleet fleet = new Fleet(plan.fleet(scenario), scenario.habits(),
                        new SessionNames(plan.start().toEpochMilli() << Integer.SIZE, plan.process()), sessions,
                        recorder, watch)) {
            follow(begin, recorder, fleet, sessions);
            return recorder.finish(info(began));
        }
    }

    private void follow(long begin, Recorder recorder, Fleet fleet, CarriedSessions sessions) {
        Deque<Event> events = new ArrayDeque<>(scenario.events());
        long end = begin + scenario.duration().toNanos();
        double failures = 0;
        for (long next = begin; next - end < 0; next += STEP_NANOS) {
            sleepUntil(next);
            double second = (next - begin) / NANOS;
            while (!events.isEmpty() && events.peek().second() <= second) {
                if (events.poll().action() instanceof Action.OfClients action) {
                    act(action, recorder, fleet, sessions);
                }
            }
            fleet.present(scenario.present().at(second));
            fleet.rates(scenario.introductions().at(second) / plan.of(), scenario.lists().at(second) / plan.of());
            var interval = recorder.tick();
            if (interval.isPresent()) {
                failures += interval.get().failureCount();
                progress.accept(Progress.of(interval.get(), failures));
            }
        }
        sleepUntil(end);
    }

    private void act(Action.OfClients action, Recorder recorder, Fleet fleet, CarriedSessions sessions) {
        switch (action) {
            case Action.Move move -> {
                recorder.mark("one home in " + move.every() + " gets another address");
                fleet.move(move.every());
            }
            case Action.SlowReaders slow -> {
                recorder.mark("share of slow readers: " + slow.share());
                sessions.slowReaders(slow.share(), slow.bytesPerSecond());
            }
            case Action.Abuse abuse -> {
                if (plan.process() == 0) {
                    // One address of all.
                    recorder.mark("abuse: " + abuse.perSecond() + " " + abuse.kind() + " per second");
                    fleet.abuse(abuse.kind(), abuse.perSecond());
                }
            }
        }
    }

    private RunInfo info(Instant began) {
        return new RunInfo(scenario.name(), scenario.title(), plan.seed(),
                new RunInfo.Target("", plan.target().host() + ":" + plan.target().port(), ""), MachineInfo.here(),
                began, Map.of(), Map.of());
    }

    /** Returns when {@link System#nanoTime} is there. */
    static void sleepUntil(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
