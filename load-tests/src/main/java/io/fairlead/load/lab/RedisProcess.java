package io.fairlead.load.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real Redis on a free port of the loopback, or in a namespace, with a directory of its own. It can be killed, frozen
 * and started again on the same port; by default it keeps nothing on the disk, so that it comes back empty. Ends with
 * this JVM at the latest. Used by one thread at a time.
 */
public final class RedisProcess implements AutoCloseable {
    private static final Duration START_DEADLINE = Duration.ofSeconds(20);
    private static final Duration END_DEADLINE = Duration.ofSeconds(10);
    private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(5);
    private static final int ATTEMPTS = 5;
    private static final int POLL_MILLIS = 10;

    // Below the ports that systems give to connections. A Redis Cluster's nodes use the port 10,000 above, too.
    private static final int LOWEST_PORT = 12_000;
    private static final int HIGHEST_PORT = 22_000;
    private static final int BUS = 10_000;

    private final Path directory;
    private final RedisPlace place;
    private final List<String> command;
    private final int port;
    private final Thread atExit = new Thread(this::destroy, "redis-end");
    private volatile Process process;

    private RedisProcess(RedisPlace place, boolean sentinel, List<String> lines) throws IOException {
        this.directory = Files.createTempDirectory("redis");
        this.place = place;
        this.port = place.port();
        Path configuration = directory.resolve("redis.conf");
        List<String> configured = new ArrayList<>(List.of("port " + port, "bind " + place.address(),
                "protected-mode no", "daemonize no", "dir " + directory, "logfile " + directory.resolve("redis.log")));
        if (!sentinel) {
            configured.add("save \"\"");
        }
        configured.addAll(lines);
        Files.write(configuration, configured);
        this.command = new ArrayList<>(place.prefix());
        command.addAll(List.of(RedisProgram.extract(directory).toString(), configuration.toString()));
        if (sentinel) {
            command.add("--sentinel");
        }
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts a server and waits until it answers.
     *
     * @param arguments as on its command line: {@code "--appendonly", "yes"}; a Redis Cluster's node with
     *                  {@code "--cluster-enabled", "yes"}
     * @return the server
     * @throws IOException when it does not start
     */
    public static RedisProcess server(String... arguments) throws IOException {
        return server(RedisPlace.LOOPBACK, arguments);
    }

    /**
     * Starts a server somewhere else and waits until it answers.
     *
     * @param place     where it listens
     * @param arguments as on its command line
     * @return the server
     * @throws IOException when it does not start
     */
    public static RedisProcess server(RedisPlace place, String... arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                lines.add(argument.substring(2));
            } else {
                lines.set(lines.size() - 1, lines.getLast() + " " + (argument.isEmpty() ? "\"\"" : argument));
            }
        }
        return started(place, false, lines);
    }

    /**
     * Starts a Sentinel and waits until it answers.
     *
     * @param lines of its configuration: {@code "sentinel monitor main 127.0.0.1 6379 1"}
     * @return the Sentinel
     * @throws IOException when it does not start
     */
    public static RedisProcess sentinel(String... lines) throws IOException {
        return started(RedisPlace.LOOPBACK, true, List.of(lines));
    }

    /** A port that was free may be another's by now; then another one is tried. */
    private static RedisProcess started(RedisPlace place, boolean sentinel, List<String> lines) throws IOException {
        for (int attempt = 1;; attempt++) {
            RedisProcess redis = new RedisProcess(place, sentinel, lines);
            try {
                redis.start();
                return redis;
            } catch (IOException e) {
                redis.close();
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /**
     * Finds a port that nobody listens on, and whose Redis Cluster's bus port is free as well.
     *
     * @return the port, which others may take at any moment
     * @throws IOException when none was found
     */
    public static int freePort() throws IOException {
        for (int i = 0; i < 100; i++) {
            int candidate = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(candidate) && isFree(candidate + BUS)) {
                return candidate;
            }
        }
        throw new IOException("no free port");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Starts the program again, with the same port, directory and arguments, and waits until it answers. Does nothing
     * when it runs.
     *
     * @throws IOException when it does not start; its last words are in the message
     */
    public void start() throws IOException {
        if (isAlive()) {
            return;
        }
        process = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(directory.resolve("output.log").toFile()).start();
        long deadline = System.nanoTime() + START_DEADLINE.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                destroy();
                throw new IOException("redis did not start on port " + port + ": " + lastWords());
            }
            pause();
        }
    }

    private boolean answers() {
        try (RedisTalk talk = new RedisTalk(place, port, ANSWER_DEADLINE)) {
            String answer = talk.ask("PING");
            return answer.equals("PONG") || answer.startsWith("-NOAUTH");
        } catch (IOException e) {
            return false;
        }
    }

    private String lastWords() throws IOException {
        StringBuilder words = new StringBuilder();
        for (String name : List.of("output.log", "redis.log")) {
            Path file = directory.resolve(name);
            if (Files.exists(file)) {
                List<String> lines = Files.readAllLines(file);
                words.append(String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size())));
            }
        }
        return words.toString();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a Redis starts", e);
        }
    }

    /**
     * Gives the server an order over a connection of its own, or asks it something.
     *
     * @param words the command
     * @return the answer as text: an error begins with {@code -}, the parts of a list stand on lines of their own
     * @throws IOException when it does not answer within 5 s
     */
    public String ask(String... words) throws IOException {
        try (RedisTalk talk = new RedisTalk(place, port, ANSWER_DEADLINE)) {
            return talk.ask(words);
        }
    }

    /**
     * Where it listens, at the address of its place.
     *
     * @return the port
     */
    public int port() {
        return port;
    }

    /**
     * Where it is, for a client.
     *
     * @return {@code redis://ADDRESS:PORT}
     */
    public String url() {
        return "redis://" + place.address() + ":" + port;
    }

    /**
     * What it writes to: its configuration, its log, its append-only file.
     *
     * @return the directory, which is deleted by {@link #close}
     */
    public Path directory() {
        return directory;
    }

    /**
     * Says whether the process runs, also when it is frozen.
     *
     * @return false after {@link #kill} and {@link #stop}
     */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /**
     * Gives its process id.
     *
     * @return of the process that runs now; empty when none does
     */
    public OptionalLong pid() {
        return isAlive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    /** Ends the process without a warning (SIGKILL) and waits until it has ended. */
    public void kill() {
        destroy();
    }

    /** Asks the process to end (SIGTERM) and waits until it has; kills it after 10 s. */
    public void stop() {
        if (isAlive()) {
            process.destroy();
            awaitEnd();
        }
        destroy();
    }

    /**
     * Stops the process where it is (SIGSTOP): its connections stay, it answers nothing.
     *
     * @throws IOException when the signal cannot be sent
     */
    public void freeze() throws IOException {
        signal("-STOP");
    }

    /**
     * Lets a frozen process go on (SIGCONT).
     *
     * @throws IOException when the signal cannot be sent
     */
    public void thaw() throws IOException {
        signal("-CONT");
    }

    private void signal(String name) throws IOException {
        Process kill = new ProcessBuilder("kill", name, Long.toString(process.pid())).inheritIO().start();
        try {
            if (kill.waitFor() != 0) {
                throw new IOException("kill " + name + " " + process.pid() + " failed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void destroy() {
        if (isAlive()) {
            process.destroyForcibly();
            awaitEnd();
        }
    }

    private void awaitEnd() {
        try {
            process.waitFor(END_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills the process and deletes its directory. */
    @Override
    public void close() {
        destroy();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending; the hook does nothing more now.
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
