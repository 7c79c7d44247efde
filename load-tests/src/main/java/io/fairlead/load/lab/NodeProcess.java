package io.fairlead.load.lab;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A node: one {@code fairlead} process in a namespace of its own. It can be killed, frozen, told to end, and started
 * again. Ends with its namespace at the latest. For use by one thread at a time; {@link #ready} and {@link #metrics}
 * by any.
 */
public final class NodeProcess implements AutoCloseable {
    private static final String READY = "Fairlead is ready";
    private static final int METRICS_PORT = 21_120;
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(1);
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);
    private static final long POLL_MILLIS = 50;
    private static final int LAST_WORDS = 3000;

    private final String name;
    private final Set<Service> services;
    private final Namespace namespace;
    private final String address;
    private final Path directory;
    private final List<String> command;
    private long logged;
    private Optional<Process> process = Optional.empty();

    /**
     * Describes a node that does not run yet.
     *
     * @param name      of the node; its log is {@code NAME.log}
     * @param services  what it serves
     * @param namespace where it runs, alone
     * @param address   the namespace's IPv4 address
     * @param directory that exists: its data, and its log
     * @param command   the whole command line; the metrics endpoint has its usual port on the loopback
     */
    public NodeProcess(String name, Set<Service> services, Namespace namespace, String address, Path directory,
            List<String> command) {
        this.name = name;
        this.services = Set.copyOf(services);
        this.namespace = namespace;
        this.address = address;
        this.directory = directory;
        this.command = List.copyOf(command);
    }

    /**
     * Starts the process and does not wait. Nothing happens when it runs.
     *
     * @throws IOException when it cannot be started
     */
    public void launch() throws IOException {
        if (!isAlive()) {
            logged = Files.exists(log()) ? Files.size(log()) : 0;
            process = Optional.of(namespace.start(directory, log(), command));
        }
    }

    /**
     * Waits until a process that was launched has said that it is ready.
     *
     * @param patience how long at most
     * @throws IOException when it ends or does not say so in time; the message has its last words
     */
    public void awaitReady(Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!said().contains(READY)) {
            if (ended(POLL_MILLIS)) {
                throw new IOException(name + " ended while it started: " + lastWords());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(name + " is not ready after " + patience.toSeconds() + " s: " + lastWords());
            }
        }
    }

    /** What it has written since it was last launched. */
    private String said() throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(log().toFile(), "r")) {
            file.seek(logged);
            byte[] bytes = new byte[Math.toIntExact(file.length() - logged)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private String lastWords() throws IOException {
        String said = said();
        return said.substring(Math.max(0, said.length() - LAST_WORDS));
    }

    private boolean ended(long millis) throws IOException {
        try {
            return process.isEmpty() || process.get().waitFor(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + name);
        }
    }

    /**
     * Starts the process and waits until it is ready.
     *
     * @param patience how long at most
     * @throws IOException as {@link #awaitReady}
     */
    public void start(Duration patience) throws IOException {
        launch();
        awaitReady(patience);
    }

    /**
     * Ends the process without a warning (SIGKILL) and waits until it has ended. Nothing happens when it does not run.
     *
     * @throws IOException when it does not end
     */
    public void kill() throws IOException {
        process.ifPresent(Process::destroyForcibly);
        if (!ended(END_DEADLINE.toMillis())) {
            throw new IOException(name + " cannot be killed");
        }
    }

    /**
     * Asks the process to end (SIGTERM), does not wait. {@link #awaitEnd} does.
     */
    public void terminate() {
        process.ifPresent(Process::destroy);
    }

    /**
     * Waits until the process has ended.
     *
     * @param patience how long at most
     * @return its exit code
     * @throws IOException when it has not ended in time, or was never started
     */
    public int awaitEnd(Duration patience) throws IOException {
        if (!ended(patience.toMillis())) {
            throw new IOException(name + " has not ended after " + patience.toSeconds() + " s");
        }
        return process.orElseThrow(() -> new IOException(name + " was never started")).exitValue();
    }

    /**
     * Stops the process where it is (SIGSTOP): its sockets stay, it answers nothing.
     *
     * @throws IOException when it does not run
     */
    public void freeze() throws IOException {
        signal("STOP");
    }

    /**
     * Lets a frozen process go on (SIGCONT).
     *
     * @throws IOException when it does not run
     */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private void signal(String signal) throws IOException {
        if (!isAlive()) {
            throw new IOException(name + " does not run");
        }
        Commands.run("sh", "-c", "kill -" + signal + " " + process.orElseThrow().pid());
    }

    /**
     * Gives its process id.
     *
     * @return of the process that runs now; empty when none does
     */
    public OptionalLong pid() {
        return process.filter(Process::isAlive).map(running -> OptionalLong.of(running.pid()))
                .orElse(OptionalLong.empty());
    }

    /**
     * Says whether the process runs, also when it is frozen.
     *
     * @return whether it does
     */
    public boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /**
     * Asks the node whether it wants new clients.
     *
     * @return false also when it does not answer within a second
     */
    public boolean ready() {
        try {
            return get("/readyz").startsWith("HTTP/1.1 200");
        } catch (IOException e) {
            // Whoever does not answer is not ready.
            return false;
        }
    }

    /**
     * Reads the node's metrics.
     *
     * @return Prometheus' text
     * @throws IOException when it does not answer within a second
     */
    public String metrics() throws IOException {
        String answer = get("/metrics");
        return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }

    /** By a socket of its own: the JDK's clients would take another node's connection for this one's. */
    private String get(String path) throws IOException {
        try (Socket socket = namespace.call(() -> connected())) {
            socket.setSoTimeout(Math.toIntExact(ANSWER_DEADLINE.toMillis()));
            socket.getOutputStream().write(
                    ("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Socket connected() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), METRICS_PORT),
                    Math.toIntExact(ANSWER_DEADLINE.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Names the node.
     *
     * @return unique in its laboratory
     */
    public String name() {
        return name;
    }

    /**
     * Says what it serves.
     *
     * @return not empty
     */
    public Set<Service> services() {
        return services;
    }

    /**
     * Gives its namespace.
     *
     * @return which is its own
     */
    public Namespace namespace() {
        return namespace;
    }

    /**
     * Gives its address.
     *
     * @return IPv4
     */
    public String address() {
        return address;
    }

    /**
     * Gives the file of all that it has said, over all its starts.
     *
     * @return which exists once it was launched
     */
    public Path log() {
        return directory.resolve(name + ".log");
    }

    /** Kills the process. */
    @Override
    public void close() {
        process.ifPresent(Process::destroyForcibly);
    }
}
