package io.fairlead.load.lab;

import java.io.File;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The conformance suite as a process in a network of clients, speaking to a laboratory's one address. */
public final class ConformanceSuite {
    private static final String MAIN = "io.fairlead.conformance.ConformanceRun";
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final NodeCommand command;
    private final String classPath;

    /**
     * Makes one.
     *
     * @param command   whose Java is used
     * @param classPath with the suite, JUnit's launcher and all that they need
     */
    public ConformanceSuite(NodeCommand command, String classPath) {
        this.command = command;
        this.classPath = classPath;
    }

    /**
     * Finds the suite that a build has put beside the jars of {@code bin/fairlead}.
     *
     * @param command how nodes are started
     * @return empty when the class path is not such a build's, or the suite is not there
     */
    public static Optional<ConformanceSuite> besideBuild(NodeCommand command) {
        Path first = Path.of(command.classPath().split(File.pathSeparator, 2)[0]).toAbsolutePath();
        Path suite = first.resolveSibling("..").resolve("conformance").normalize();
        return Files.isDirectory(suite)
                ? Optional.of(new ConformanceSuite(command, command.classPath() + File.pathSeparator
                        + suite.resolve("*")))
                : Optional.empty();
    }

    /**
     * How a run ended.
     *
     * @param allPassed whether no test failed and some were run
     * @param report    what it said: a line for each test that failed or was skipped, and the numbers
     */
    public record Result(boolean allPassed, String report) {
        /**
         * Gives the numbers alone.
         *
         * @return the report's last line; empty when there is none
         */
        public String summary() {
            return report.lines().reduce("", (_, last) -> last);
        }
    }

    /**
     * Runs the suite once.
     *
     * @param laboratory whose address it speaks to
     * @param log        what it says is written here, too
     * @return how it ended
     * @throws IOException when it cannot be started or has not ended after ten minutes
     */
    public Result run(Laboratory laboratory, Path log) throws IOException {
        Files.deleteIfExists(log);
        List<String> line = command.java(List.of(
                "-Dconformance.host=" + laboratory.target().host(),
                "-Dconformance.port=" + laboratory.target().port(),
                "-Dconformance.key=" + laboratory.target().key(),
                "-Dconformance.server=fairlead",
                // The first is what unbound sockets have, as those of the WebSocket clients.
                "-Dconformance.sources=10.77.2.2-10.77.2.200"), classPath, MAIN, List.of());
        Process process = laboratory.clients().start(laboratory.directory(), log, line);
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("the conformance suite has not ended, see " + log);
            }
            return new Result(process.exitValue() == 0, Files.readString(log));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in the conformance suite");
        } finally {
            process.destroyForcibly();
        }
    }
}
