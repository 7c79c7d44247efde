package io.fairlead.cli.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A proxy as its own program, with a configuration out of docs/proxies. */
final class ProxyProgram implements AutoCloseable {
    private static final Path DOCUMENTED = Path.of("../docs/proxies");
    private static final Duration START = Duration.ofSeconds(20);

    private final Process process;
    private final Path log;

    private ProxyProgram(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * A documented file with other ports, addresses and paths, and else as it is. No path of the system stays, and if
     * addresses are replaced, none of them.
     *
     * @param replaced what must occur in it, and what stands there instead; longer ones before those that they contain
     */
    static Path adapted(Path directory, String name, List<Map.Entry<String, String>> replaced) throws IOException {
        String text = Files.readString(DOCUMENTED.resolve(name));
        for (Map.Entry<String, String> one : replaced) {
            if (!text.contains(one.getKey())) {
                throw new AssertionError(name + " does not contain " + one.getKey());
            }
            text = text.replace(one.getKey(), one.getValue());
        }
        boolean here = replaced.stream().anyMatch(one -> one.getKey().startsWith("10.0.0."));
        text.lines().filter(line -> !line.strip().startsWith("#")).forEach(line -> {
            if (here && line.contains("10.0.0.") || line.contains("/etc/")) {
                throw new AssertionError(name + ", not replaced: " + line);
            }
        });
        return Files.writeString(directory.resolve(name), text);
    }

    /** Starts it, and waits until it accepts connections at these ports of 127.0.0.1. */
    static ProxyProgram start(Path directory, List<String> command, Iterable<Integer> ports) throws IOException {
        Path log = directory.resolve("proxy.log");
        Process process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile())
                .start();
        ProxyProgram program = new ProxyProgram(process, log);
        try {
            Awaitility.await().atMost(START).until(() -> program.accepts(ports));
            return program;
        } catch (RuntimeException | Error e) {
            program.close();
            throw new AssertionError(String.join(" ", command) + ": " + program.said(), e);
        }
    }

    private boolean accepts(Iterable<Integer> ports) {
        if (!process.isAlive()) {
            throw new AssertionError("the proxy has ended");
        }
        for (int port : ports) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }

    /** What it has written so far. */
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
