package io.fairlead.load.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the system's own programs, each for a few seconds at most. */
final class Commands {
    private static final long SECONDS = 20;

    private Commands() {}

    /**
     * How a program ended.
     *
     * @param exitCode 0 = well
     * @param output   what it said, errors included
     */
    record Outcome(int exitCode, String output) {}

    /** Runs a program that must succeed, and answers what it said. */
    static String run(String... command) throws IOException {
        return feed("", command);
    }

    /** The same, with text for its standard input. */
    static String feed(String input, String... command) throws IOException {
        Outcome outcome = attempt(input, command);
        if (outcome.exitCode() != 0) {
            throw new IOException(String.join(" ", command) + ": exit code " + outcome.exitCode() + ", "
                    + outcome.output().strip());
        }
        return outcome.output();
    }

    /** Runs a program that may fail. Fails itself when the program is not there or does not end. */
    static Outcome attempt(String input, String... command) throws IOException {
        Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        try {
            CompletableFuture<String> output = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    output.complete(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    output.completeExceptionally(new UncheckedIOException(e));
                }
            });
            write(process, input);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(String.join(" ", command) + ": no end within " + SECONDS + " s");
            }
            return new Outcome(process.exitValue(), output.join());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in " + String.join(" ", command));
        } finally {
            process.destroyForcibly();
        }
    }

    private static void write(Process process, String input) throws IOException {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
    }
}
