package io.fairlead.load.bench.server;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.server.TargetSpec.Fairlead;
import io.fairlead.load.bench.server.TargetSpec.Peer;
import io.fairlead.load.bench.server.TargetSpec.Running;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts servers. What it has started ends with this JVM at the latest. */
public final class Launcher {
    private static final String READY = "Fairlead is ready";
    private static final String PUBLIC_KEY = "id_ed25519.pub";
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final long POLL_MILLIS = 50;
    private static final int LAST_WORDS = 2000;

    private final InetAddress host;
    private final List<String> pinned;
    private final Path directory;
    private int started;

    /**
     * Starts servers at an address.
     *
     * @param host      IPv4 address of this machine, by which they are reached
     * @param cores     that they may run on, as {@code taskset -c} takes them; empty = all
     * @param directory that exists; each server gets one in it for its files and its log
     */
    public Launcher(InetAddress host, Optional<String> cores, Path directory) {
        this.host = host;
        this.pinned = cores.map(list -> List.of("taskset", "-c", list)).orElse(List.of());
        this.directory = directory;
    }

    /**
     * Starts a server and waits until it is ready, or takes one that runs.
     *
     * @param spec which
     * @param role what is measured
     * @return to be closed; empty when the program has no such role
     * @throws IOException when it does not become ready; the message has its last words
     */
    public Optional<Server> start(TargetSpec spec, ServerRole role) throws IOException {
        return switch (spec) {
            case Running running -> Optional.of(new Server(running.name(), running.at(), running.sink(), running.key(),
                    running.pid(), Optional.empty()));
            case Fairlead fairlead -> Optional.of(fairlead(fairlead, role));
            case Peer peer -> peer.program().role() == role ? Optional.of(peer(peer)) : Optional.empty();
        };
    }

    private Server fairlead(Fairlead spec, ServerRole role) throws IOException {
        Address at = freeAddress();
        Path home = home(spec.name());
        Path log = log(home);
        Process process = launch(home,
                spec.command().line(FairleadOptions.of(role, at, home, spec.options())), Map.of());
        await(spec.name(), process, log, () -> Files.readString(log).contains(READY));
        return new Server(spec.name(), at, Optional.empty(), key(home, role), process.pid(), Optional.of(process));
    }

    private Server peer(Peer spec) throws IOException {
        PeerProgram program = spec.program();
        Address at = freeAddress();
        Optional<Address> sink = program.forwards() ? Optional.of(freeAddress()) : Optional.empty();
        Path home = home(spec.name());
        Process process = launch(home,
                program.command(spec.path().toAbsolutePath(), at, sink.orElse(Address.ANY), home),
                program.environment());
        await(spec.name(), process, log(home), () -> accepts(at));
        return new Server(spec.name(), at, sink, key(home, program.role()), process.pid(), Optional.of(process));
    }

    private Address freeAddress() throws IOException {
        return new Address(Address.ip(host), FreePorts.five(host));
    }

    private Path home(String name) throws IOException {
        started++;
        return Files.createDirectories(directory.resolve(name + "-" + started));
    }

    private static Path log(Path home) {
        return home.resolve("server.log");
    }

    /** A relay alone demands no key, with either program. */
    private static String key(Path home, ServerRole role) throws IOException {
        Path file = home.resolve(PUBLIC_KEY);
        return role == ServerRole.RENDEZVOUS && Files.exists(file) ? Files.readString(file).strip() : "";
    }

    private Process launch(Path home, List<String> command, Map<String, String> environment) throws IOException {
        List<String> line = new ArrayList<>(pinned);
        line.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(home).toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(process::destroyForcibly));
        return process;
    }

    /** Whether something is so by now. */
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String name, Process process, Path log, Condition ready) throws IOException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        try {
            while (!ready.holds()) {
                boolean ended = process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (ended || System.nanoTime() - deadline > 0) {
                    process.destroyForcibly();
                    throw new IOException(name + (ended ? " ended while it started: " : " is not ready in time: ")
                            + lastWords(log));
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + name);
        }
    }

    private static String lastWords(Path log) throws IOException {
        String said = Files.readString(log);
        return said.substring(Math.max(0, said.length() - LAST_WORDS)).strip();
    }

    private static boolean accepts(Address at) {
        try (Socket socket = new Socket()) {
            socket.connect(at.socketAddress(), (int) POLL_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
