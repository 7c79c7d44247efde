package io.fairlead.packaging;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.cli.monitoring.Installed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * This machine's file system, on which a test may install what it likes: all changes are in a memory of their own and
 * gone with it. Needs root, for a mount namespace.
 */
final class Machine implements AutoCloseable {
    private static final String SCRIPT = """
            mount -t tmpfs changes "$1" && mkdir "$1/upper" "$1/work" "$1/root" &&
                mount -t overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" machine "$1/root" &&
                mount --rbind /proc "$1/root/proc" && mount --rbind /dev "$1/root/dev" &&
                mount -t tmpfs tmp "$1/root/tmp" && mount -t tmpfs run "$1/root/run" || exit 77
            : >"$1/root/of-a-test"
            exec chroot "$1/root" sh -c 'echo ready && exec sleep 600'
            """;

    /** What a command came to. */
    record Result(int exitCode, String said) {}

    private final Process process;

    private Machine(Process process) {
        this.process = process;
    }

    /** Makes one; skips the test where that cannot be. */
    static Machine start(Path directory) throws IOException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a mount namespace");
        for (String program : List.of("unshare", "setpriv", "chroot")) {
            Installed.assume(program, "util-linux coreutils");
        }
        Path at = Files.createDirectory(directory.resolve("at"));
        Process process = new ProcessBuilder(
                "unshare", "--mount", "--propagation", "private", "sh", "-c", SCRIPT, "machine", at.toString())
                .redirectErrorStream(true)
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
            if (line == null) {
                abort("this machine lays no file systems over each other");
            }
        }
        return new Machine(process);
    }

    /** Runs a shell's command there, as root; never on the machine itself. */
    Result run(String command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                "chroot", "/proc/" + process.pid() + "/root", "sh", "-c",
                "test -e /of-a-test || exit 99; cd /; " + command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process ran = builder.redirectErrorStream(true).start();
        String said = new String(ran.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(ran.waitFor(), said);
    }

    /** Runs one that must succeed, and says what it said. */
    String must(String command) throws IOException, InterruptedException {
        Result result = run(command);
        if (result.exitCode() != 0) {
            throw new AssertionError(command + ": " + result);
        }
        return result.said();
    }

    /** Lays a file there. */
    void put(Path file, String at) throws IOException {
        Files.copy(file, Path.of("/proc/" + process.pid() + "/root" + at));
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
