package io.fairlead.load.run;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.server.FreePorts;
import io.fairlead.load.client.Target;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.scenario.Action;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One {@code standalone} on the loopback of this machine, in a process of its own, which ends with this. */
public final class LocalSite implements Site {
    /** The one server's name. */
    public static final String NAME = "standalone";

    private static final String HOST = "127.0.0.1";
    private static final String READY = "Fairlead is ready";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration END_PATIENCE = Duration.ofMinutes(10);
    private static final long POLL_MILLIS = 20;
    private static final int LAST_WORDS = 2000;

    private final Path directory;
    private final List<String> line;
    private final Target target;
    private Process process;
    private long logged;

    /**
     * Starts it and waits until it is ready.
     *
     * @param command   how Fairlead is started
     * @param options   of {@code standalone}, beside ports and directory
     * @param directory for its data and log; made when missing
     * @throws IOException when it does not start
     */
    public LocalSite(NodeCommand command, List<String> options, Path directory) throws IOException {
        this.directory = Files.createDirectories(directory).toAbsolutePath();
        int port = FreePorts.five(InetAddress.ofLiteral(HOST));
        List<String> arguments = new ArrayList<>(List.of("standalone", "-p", String.valueOf(port), "--metrics-port",
                "0", "--data-dir", this.directory.toString()));
        arguments.addAll(options);
        this.line = command.line(arguments);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(this::close));
        start();
        this.target = new Target(HOST, port, Files.readString(this.directory.resolve("id_ed25519.pub")).strip());
    }

    private Path log() {
        return directory.resolve("server.log");
    }

    private void start() throws IOException {
        logged = Files.exists(log()) ? Files.size(log()) : 0;
        synchronized (this) {
            process = new ProcessBuilder(line).directory(directory.toFile()).redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())).start();
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!said().contains(READY)) {
            if (ended(POLL_MILLIS) || System.nanoTime() - deadline > 0) {
                String said = said();
                throw new IOException("the server has not started: "
                        + said.substring(Math.max(0, said.length() - LAST_WORDS)).strip());
            }
        }
    }

    /** Since it was started last. */
    private String said() throws IOException {
        byte[] all = Files.readAllBytes(log());
        return new String(all, (int) logged, all.length - (int) logged, StandardCharsets.UTF_8);
    }

    private boolean ended(long millis) throws IOException {
        try {
            return process.waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for the server");
        }
    }

    @Override
    public Target target() {
        return target;
    }

    @Override
    public String kind() {
        return NAME;
    }

    @Override
    public String description() {
        return "one process that is everything, on an embedded store";
    }

    @Override
    public Sources sources() {
        return Sources.LOOPBACK;
    }

    @Override
    public Map<String, Long> processes() {
        return Map.of(NAME, process.pid());
    }

    @Override
    public List<String> prefix() {
        return List.of();
    }

    @Override
    public void act(Action.Server action) throws IOException {
        if (!List.of(NAME, "all").contains(action.server())) {
            throw new IOException("there is no " + action.server() + ", but one process that is everything");
        }
        switch (action.what()) {
            case KILL -> {
                process.toHandle().destroyForcibly();
                awaitEnd();
            }
            case STOP -> stop();
            case START -> start();
            case RESTART -> {
                stop();
                start();
            }
        }
    }

    private void stop() throws IOException {
        process.toHandle().destroy();
        awaitEnd();
    }

    private void awaitEnd() throws IOException {
        if (!ended(END_PATIENCE.toMillis())) {
            throw new IOException("the server has not ended after " + END_PATIENCE.toMinutes() + " minutes");
        }
    }

    @Override
    public synchronized void close() {
        process.toHandle().destroyForcibly();
    }
}
