package io.fairlead.packaging;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.cli.monitoring.Installed;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An image's process as a container engine with a read-only root file system runs it, with this machine in place of the
 * base image: the layers over the machine's files, all read-only but for the data directory and a /tmp that nothing may
 * be run from; the image's user, without any capability. Needs root, for a mount namespace. Ports are the machine's.
 */
final class Container implements AutoCloseable {
    private static final int CANNOT = 77;

    /** $1 unpacked image, $2 data directory, $3 where to mount; the rest is the command. */
    private static final String SCRIPT = """
            set -eu
            image=$1 data=$2 at=$3
            shift 3
            mount -t tmpfs -o mode=755 layers "$at" || exit 77
            mkdir "$at/image" "$at/root"
            cp -a "$image/." "$at/image"
            chown -R 0:0 "$at/image"
            mount -t overlay -o "ro,lowerdir=$at/image:/" container "$at/root" || exit 77
            mount --bind "$data" "$at/root/var/lib/fairlead"
            mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmp "$at/root/tmp"
            mount --rbind /proc "$at/root/proc"
            mount --rbind /dev "$at/root/dev"
            exec chroot "$at/root" "$@"
            """;

    private final Process process;
    private final BufferedReader out;
    private final StringBuilder said = new StringBuilder();

    private Container(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts the image's entrypoint with arguments; skips the test where that cannot be. */
    static Container start(OciImage image, Path root, Path data, List<String> more, String... arguments)
            throws IOException, InterruptedException {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may make a mount namespace");
        for (String program : List.of("unshare", "setpriv", "chroot", "chown")) {
            Installed.assume(program, "util-linux coreutils");
        }
        String user = image.run().get("User").getAsString();
        run("chown", user, data.toString());
        Path at = Files.createDirectory(data.resolveSibling(data.getFileName() + "-at"));
        List<String> command = new ArrayList<>(List.of(
                "unshare", "--mount", "--propagation", "private", "sh", "-c", SCRIPT, "container", root.toString(),
                data.toString(), at.toString()));
        String[] ids = user.split(":");
        command.addAll(List.of("setpriv", "--reuid", ids[0], "--regid", ids[1], "--clear-groups", "--no-new-privs",
                "--bounding-set=-all", "--inh-caps=-all"));
        command.addAll(List.of("env", "-i", "-C", image.run().get("WorkingDir").getAsString(),
                "PATH=" + System.getenv("PATH"), "JAVA_HOME=" + System.getProperty("java.home")));
        command.addAll(image.strings("Env"));
        command.addAll(more);
        command.addAll(image.strings("Entrypoint"));
        command.addAll(List.of(arguments));
        return new Container(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Runs a program to its end. */
    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said);
        }
        return said;
    }

    /** Reads what the process says until a line holds a text. */
    String await(String text) throws IOException, InterruptedException {
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.contains(text)) {
                return said.toString();
            }
        }
        if (process.waitFor() == CANNOT) {
            abort("this machine lays no file systems over each other: " + said);
        }
        throw new AssertionError("ended with " + process.exitValue() + ": " + said);
    }

    /** Runs a shell's command among the container's files, as root. */
    int inside(String command) throws IOException, InterruptedException {
        return new ProcessBuilder("chroot", "/proc/" + process.pid() + "/root", "sh", "-c", command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** A file of the process in /proc. */
    String proc(String file) throws IOException {
        return Files.readString(Path.of("/proc", String.valueOf(process.pid()), file));
    }

    /** Tells the process to end, as an engine does. */
    int stop() throws InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("has not ended in 20 s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.toHandle().destroyForcibly();
    }
}
