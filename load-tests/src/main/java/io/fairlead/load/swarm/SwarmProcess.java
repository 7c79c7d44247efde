package io.fairlead.load.swarm;

import io.fairlead.load.lab.Laboratory;
import io.fairlead.load.lab.NodeCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A swarm as a process in a laboratory's network of clients. For use by one thread. */
public final class SwarmProcess implements AutoCloseable {
    private static final Pattern FIELD = Pattern.compile("\"([^\"]+)\":(?:\"([^\"]*)\"|(-?\\d+))");
    private static final long END_SECONDS = 10;

    private final Process process;
    private final Path log;

    private SwarmProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts one, and does not wait.
     *
     * @param laboratory whose address it speaks to
     * @param command    whose Java and class path are used
     * @param plan       what it consists of
     * @return to be closed
     * @throws IOException when it cannot be started
     */
    public static SwarmProcess start(Laboratory laboratory, NodeCommand command, SwarmPlan plan) throws IOException {
        Path log = laboratory.directory().resolve("swarm.log");
        Files.deleteIfExists(log);
        List<String> line = new ArrayList<>(List.of(command.java().toString(),
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-Xmx256m", "-cp", command.classPath(), Swarm.class.getName()));
        line.addAll(plan.arguments());
        return new SwarmProcess(laboratory.clients().start(laboratory.directory(), log, line), log);
    }

    /**
     * One line that it has written.
     *
     * @param kind   {@code second}, {@code end}, or the kind of event
     * @param began  when what happened began, in milliseconds of the epoch; 0 for a second
     * @param ended  when it ended
     * @param about  whom or what it is about; empty for a second
     * @param detail how it ended; empty for a second
     * @param counts for a second: counts since the start, and states
     */
    public record Line(String kind, long began, long ended, String about, String detail, Map<String, Long> counts) {
        /** Copies the counts. */
        public Line {
            counts = Map.copyOf(counts);
        }

        /**
         * Gives a count.
         *
         * @param name its name
         * @return 0 when it was never counted
         */
        public long count(String name) {
            return counts.getOrDefault(name, 0L);
        }
    }

    /**
     * Reads what it has written until now.
     *
     * @return in order
     * @throws IOException when the process has ended by itself, or the log cannot be read
     */
    public List<Line> lines() throws IOException {
        String text = Files.readString(log);
        if (!process.isAlive()) {
            throw new IOException("the swarm has ended, see " + log);
        }
        // The last line may not be whole yet.
        return text.substring(0, text.lastIndexOf('\n') + 1).lines()
                .filter(line -> line.startsWith("{\"event\":"))
                .map(SwarmProcess::parse)
                .toList();
    }

    private static Line parse(String text) {
        Map<String, String> words = new TreeMap<>();
        Map<String, Long> numbers = new TreeMap<>();
        Matcher field = FIELD.matcher(text);
        while (field.find()) {
            if (field.group(2) == null) {
                numbers.put(field.group(1), Long.valueOf(field.group(3)));
            } else {
                words.put(field.group(1), field.group(2));
            }
        }
        return new Line(words.get("event"), numbers.getOrDefault("began", 0L), numbers.get("ended"),
                words.getOrDefault("about", ""), words.getOrDefault("detail", ""), numbers);
    }

    /** Ends it, so that its last line is written. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
