package io.fairlead.load.run;

import io.fairlead.load.lab.NodeCommand;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A generator as a process of its own. The latest of its progress may be asked for by any thread. */
final class GeneratorProcess implements AutoCloseable {
    private static final int LAST_WORDS = 2000;

    private final Process process;
    private final Path log;
    private final Thread reader;
    private volatile Optional<Progress> latest = Optional.empty();

    GeneratorProcess(NodeCommand command, List<String> prefix, GeneratorPlan plan, Path log) throws IOException {
        this.log = log;
        List<String> line = new ArrayList<>(prefix);
        line.addAll(command.program(Generator.class.getName(), plan.words()));
        this.process = new ProcessBuilder(line).redirectError(log.toFile()).start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        this.reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> Progress.read(line).ifPresent(progress -> latest = Optional.of(progress)));
        } catch (IOException | UncheckedIOException e) {
            // It has ended.
        }
    }

    Optional<Progress> latest() {
        return latest;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, that long at most. */
    void await(long seconds) throws IOException {
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                throw new IOException("a generator has not ended " + seconds + " s after the run");
            }
            reader.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a generator");
        }
        if (process.exitValue() != 0) {
            String said = Files.readString(log);
            throw new IOException("a generator has ended by itself: "
                    + said.substring(Math.max(0, said.length() - LAST_WORDS)).strip());
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
