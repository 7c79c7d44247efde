package io.fairlead.load.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where benchmarks run. As root, in a private network namespace: no other traffic, plain congestion control, and
 * addresses beside the loopback's, which the open servers take for an operator's. Else on this machine's network.
 */
public enum Isolation {
    /** A private network namespace. */
    PRIVATE("10.64.0.1", Sources.PRIVATE_NETWORK),
    /** The network that the command runs in. */
    HERE("127.0.0.1", Sources.LOOPBACK);

    private static final String NETWORK = "10.64.0.1/10";
    private static final Path CONGESTION_CONTROL = Path.of("/proc/sys/net/ipv4/tcp_congestion_control");
    private static final String PLAIN = "reno";
    private static final String STATUS = "/proc/self/status";
    private static final String ALLOWED = "Cpus_allowed_list:";

    private final String host;
    private final Sources sources;

    Isolation(String host, Sources sources) {
        this.host = host;
        this.sources = sources;
    }

    /**
     * Says where servers are started.
     *
     * @return an IPv4 address
     */
    public InetAddress host() {
        return InetAddress.ofLiteral(host);
    }

    /**
     * Says where the generator's sockets are.
     *
     * @return many addresses
     */
    public Sources sources() {
        return sources;
    }

    /**
     * Looks whether a private namespace can be had: root can, unless it is a container's that may not.
     *
     * @return what is best here
     */
    public static Isolation best() {
        try {
            return run("unshare", "-n", "true") == 0 ? PRIVATE : HERE;
        } catch (IOException e) {
            // No such program: not Linux, or a very small one.
            return HERE;
        }
    }

    /**
     * Divides the cores that this process may use.
     *
     * @return {@link Cores#ANY} when there is one, or they cannot be told
     */
    public static Cores cores() {
        try {
            return Files.readAllLines(Path.of(STATUS)).stream()
                    .filter(line -> line.startsWith(ALLOWED))
                    .findFirst()
                    .map(line -> Cores.divide(line.substring(ALLOWED.length())))
                    .orElse(Cores.ANY);
        } catch (IOException e) {
            return Cores.ANY;
        }
    }

    /**
     * Says how to start a program in here.
     *
     * @param cores of the program
     * @return what comes before its command line
     */
    public List<String> prefix(Optional<String> cores) {
        List<String> prefix = new ArrayList<>();
        cores.ifPresent(list -> prefix.addAll(List.of("taskset", "-c", list)));
        if (this == PRIVATE) {
            prefix.addAll(List.of("unshare", "-n"));
        }
        return prefix;
    }

    /**
     * Prepares the network, from inside.
     *
     * @throws IOException when it cannot be
     */
    public void setUp() throws IOException {
        if (this == HERE) {
            return;
        }
        // The whole network is local then: each of its addresses is this machine.
        if (run("ip", "link", "set", "lo", "up") != 0 || run("ip", "addr", "add", NETWORK, "dev", "lo") != 0) {
            throw new IOException("cannot prepare the private network (needs the package iproute2)");
        }
        Files.writeString(CONGESTION_CONTROL, PLAIN);
    }

    /**
     * Says what falsifies figures here.
     *
     * @param cores how they are divided
     * @return sentences
     */
    public List<String> cautions(Cores cores) {
        List<String> cautions = new ArrayList<>();
        if (this == HERE) {
            cautions.add("not in a private network namespace (run as root for one): TCP's congestion control is "
                    + congestionControl() + ", and under bbr the timers of its pacing cost more than relaying does;"
                    + " other traffic of the machine is in the figures");
        }
        if (cores.server().isEmpty() || cores.server().equals(cores.generator())) {
            cautions.add("servers and generator share their cores: they take time and caches from each other");
        }
        return cautions;
    }

    /**
     * Says what TCP uses here.
     *
     * @return for example {@code reno}; a question mark when it cannot be told
     */
    static String congestionControl() {
        try {
            return Files.readString(CONGESTION_CONTROL).strip();
        } catch (IOException e) {
            return "?";
        }
    }

    private static int run(String... command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in " + String.join(" ", command));
        }
    }
}
