package io.fairlead.load.run;

import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Merging;
import io.fairlead.load.record.ProcessWatch;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.report.JsonRecord;
import io.fairlead.load.scenario.Action;
import io.fairlead.load.scenario.Event;
import io.fairlead.load.scenario.Lack;
import io.fairlead.load.scenario.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * One run of a scenario against a site: generators in processes of their own, what happens to servers, and one record
 * of all, judged. For use by one thread.
 */
public final class LoadRun {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    /** A JVM is there by then. */
    private static final Duration LEAD = Duration.ofSeconds(4);
    private static final long END_SECONDS = 60;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Setup setup;
    private final Scenario scenario;
    private final Site site;
    private final Map<Lack, String> lacks;
    private final Consumer<Progress> progress;

    /**
     * How it is run.
     *
     * @param file       of the scenario
     * @param scale      of the scenario
     * @param seed       empty = the scenario's
     * @param processes  generator processes, at least 1
     * @param command    whose Java and class path generators have
     * @param directory  that exists, for what generators write
     * @param version    of the servers, as far as it is known
     */
    public record Setup(Path file, double scale, Optional<Long> seed, int processes, NodeCommand command,
            Path directory, String version) {}

    /**
     * Does not begin yet, but asks the servers what they can do.
     *
     * @param setup    how it is run
     * @param scenario as large as it is run
     * @param site     where servers run; the caller closes it
     * @param progress told about once a second
     * @throws IOException when clients get nowhere with these servers
     */
    public LoadRun(Setup setup, Scenario scenario, Site site, Consumer<Progress> progress) throws IOException {
        this.setup = setup;
        this.site = site;
        this.progress = progress;
        this.lacks = site.lacks(scenario);
        this.scenario = scenario.without(lacks.keySet());
    }

    /**
     * Runs it, and returns when it has ended.
     *
     * @return the record, judged
     * @throws IOException when a generator fails, or files cannot be written
     */
    public RunRecord run() throws IOException {
        Instant start = Instant.now().plus(LEAD);
        List<Path> files = new ArrayList<>();
        List<GeneratorProcess> generators = new ArrayList<>();
        try {
            for (int i = 0; i < setup.processes(); i++) {
                Path record = setup.directory().resolve("generator-" + i + ".json");
                files.add(record);
                generators.add(new GeneratorProcess(setup.command(), site.prefix(),
                        new GeneratorPlan(setup.file(), setup.scale(), scenario.seed(), site.target(), site.sources(),
                                i, setup.processes(), start, record, lacks.keySet()),
                        setup.directory().resolve("generator-" + i + ".log")));
            }
            Generator.sleepUntil(System.nanoTime() + Duration.between(Instant.now(), start).toNanos());
            RunRecord own = watch(start, generators);
            List<RunRecord> all = new ArrayList<>(List.of(own));
            for (int i = 0; i < generators.size(); i++) {
                generators.get(i).await(END_SECONDS);
                all.add(JsonRecord.read(files.get(i)));
            }
            return judged(Merging.merge(all));
        } finally {
            generators.forEach(GeneratorProcess::close);
        }
    }

    private RunRecord judged(RunRecord record) {
        List<Criterion> results = scenario.requirements().stream()
                .map(requirement -> requirement.judge(record, scenario.devices().all())).toList();
        return record.judged(results);
    }

    /** Watches servers and does to them what is to be done, while generators are at work. */
    private RunRecord watch(Instant start, List<GeneratorProcess> generators) {
        Recorder recorder = new Recorder(System::nanoTime, INTERVAL);
        ProcessWatch servers = new ProcessWatch(recorder);
        site.processes().forEach(servers::watch);
        lacks.values().forEach(recorder::limitation);
        long begin = System.nanoTime();
        try (ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
                ExecutorService deeds = Executors.newSingleThreadExecutor()) {
            ticks.scheduleAtFixedRate(() -> {
                if (recorder.tick().isPresent()) {
                    tell(generators);
                }
            }, 1, 1, TimeUnit.SECONDS);
            for (Event event : scenario.events()) {
                if (event.action() instanceof Action.OfServers) {
                    Generator.sleepUntil(begin + (long) (event.second() * TimeUnit.SECONDS.toNanos(1)));
                    deeds.execute(() -> act((Action.Server) event.action(), recorder, servers));
                }
            }
            long end = begin + scenario.duration().toNanos();
            while (System.nanoTime() - end < 0 && generators.stream().allMatch(GeneratorProcess::isAlive)) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            ticks.shutdownNow();
            deeds.shutdown();
        }
        return recorder.finish(info(start));
    }

    private void tell(List<GeneratorProcess> generators) {
        List<Progress> all = generators.stream().flatMap(generator -> generator.latest().stream()).toList();
        if (all.size() == generators.size()) {
            progress.accept(all.stream().reduce(Progress::plus).orElseThrow());
        }
    }

    private void act(Action.Server action, Recorder recorder, ProcessWatch servers) {
        String what = action.what().name().toLowerCase(Locale.ROOT) + " " + action.server();
        recorder.mark(what);
        try {
            site.act(action);
            site.processes().forEach(servers::watch);
            recorder.mark(what + ": done");
        } catch (IOException e) {
            recorder.limitation(what + ": " + e.getMessage());
        }
    }

    private RunInfo info(Instant start) {
        Map<String, String> chosen = new LinkedHashMap<>();
        chosen.put("scenario", setup.file().getFileName().toString());
        chosen.put("scale", String.valueOf(setup.scale()));
        chosen.put("duration", scenario.duration().toSeconds() + " s");
        chosen.put("devices by UDP", String.valueOf(scenario.devices().udp()));
        chosen.put("devices by TCP", String.valueOf(scenario.devices().tcp()));
        chosen.put("devices by WebSocket", String.valueOf(scenario.devices().webSocket()));
        chosen.put("devices behind an address", String.valueOf(scenario.devices().perHome()));
        chosen.put("introductions per second, at most", String.valueOf(scenario.introductions().most()));
        chosen.put("sessions, at most", String.valueOf(scenario.sessions().most()));
        chosen.put("generator processes", String.valueOf(setup.processes()));
        return new RunInfo(scenario.name(), scenario.title(), scenario.seed(),
                new RunInfo.Target(site.kind(), site.target().host() + ":" + site.target().port(),
                        site.description()),
                MachineInfo.here(), start, chosen, Map.of("server", setup.version()));
    }

    /**
     * Removes what generators wrote.
     *
     * @throws IOException when it cannot be removed
     */
    public void tidy() throws IOException {
        for (int i = 0; i < setup.processes(); i++) {
            Files.deleteIfExists(setup.directory().resolve("generator-" + i + ".json"));
            Files.deleteIfExists(setup.directory().resolve("generator-" + i + ".log"));
        }
    }
}
