package io.fairlead.placement;

import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.lab.NodeProcess;
import io.fairlead.load.place.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;

/**
 * The servers of all setups, each a process on its own host, and the two relays of those that name relays. With the
 * properties {@code placement.hbbs} and {@code placement.hbbr} those of the open server are the real ones.
 */
final class Servers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NETWORKS = """
            office {
              cidrs = ["192.168.0.0/24", "fd00:1::/64"]
              relays {
                "r1.example.com" { address = "192.168.0.111", websocket = "r1.office.example" }
                "r2.example.com" { address = "relay.corp", websocket = "r2.office.example" }
              }
            }
            customer { cidrs = "198.51.100.20", same-site = relay }
            campus {
              cidrs = "198.51.100.21"
              relays { "r1.example.com" = "203.0.113.11", "r2.example.com" = "203.0.113.12" }
            }
            carrier { cidrs = "198.51.100.60", masquerade = true }
            """;

    /** A name server in the office tells this of its relays, which are out of its reach by others. */
    private static final String HOSTS = """
            127.0.0.1 localhost
            192.168.0.112 relay.corp
            """;

    private final World world;
    private final Path directory;
    private final List<NodeProcess> nodes = new ArrayList<>();
    private final List<Process> others = new ArrayList<>();
    private final Map<Setup, Path> directories = new EnumMap<>(Setup.class);

    private Servers(World world, Path directory) {
        this.world = world;
        this.directory = directory;
    }

    /** Starts all at once and waits for all. */
    static Servers start(World world, Path directory) throws IOException {
        Servers servers = new Servers(world, directory);
        try {
            servers.launch();
            return servers;
        } catch (IOException | RuntimeException e) {
            servers.close();
            throw e;
        }
    }

    /** Whether the open server itself is there, or Fairlead in its place. */
    static boolean openIsReal() {
        return System.getProperty("placement.hbbs") != null;
    }

    private void launch() throws IOException {
        relay("relay1");
        relay("relay2");
        for (Setup setup : Setup.values()) {
            Path data = data(setup.host());
            directories.put(setup, data);
            Files.writeString(data.resolve("networks.conf"), NETWORKS);
            if (setup.isOpen() && openIsReal()) {
                open(setup, data);
            } else {
                List<String> arguments = new ArrayList<>(setup.arguments());
                arguments.addAll(List.of("--metrics-port", "-1", "--web-port", "80"));
                fairlead(setup.host(), data, arguments);
            }
        }
        for (NodeProcess node : nodes) {
            node.awaitReady(PATIENCE);
        }
    }

    private Path data(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    private void relay(String host) throws IOException {
        fairlead(host, data(host), List.of("relay", "--metrics-port", "-1", "--web-port", "80"));
    }

    private void fairlead(String host, Path data, List<String> arguments) throws IOException {
        Host at = world.host(host);
        List<String> command = NodeCommand.ofThisJvm().with("-XX:TieredStopAtLevel=1", "-Xmx128m").line(arguments);
        NodeProcess node = new NodeProcess(host, Set.of(), at.namespace(), at.v4(), data, withHosts(data, command));
        nodes.add(node);
        node.launch();
    }

    /** A program in a namespace has its mounts for itself. */
    private static List<String> withHosts(Path data, List<String> command) throws IOException {
        Path hosts = Files.writeString(data.resolve("hosts"), HOSTS);
        List<String> line = new ArrayList<>(List.of("sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\"",
                hosts.toString()));
        line.addAll(command);
        return line;
    }

    private void open(Setup setup, Path data) throws IOException {
        List<String> hbbs = new ArrayList<>(List.of(System.getProperty("placement.hbbs"), "-k", "_", "-p",
                String.valueOf(setup.port())));
        if (!setup.hasRelayBeside()) {
            hbbs.addAll(List.of("-r", Setup.RELAYS));
        }
        Host host = world.host(setup.host());
        others.add(host.namespace().start(data, log(setup), withHosts(data, hbbs)));
        awaitPort(host, setup.port());
        if (setup.hasRelayBeside()) {
            others.add(host.namespace().start(data, data.resolve("hbbr.log"), List.of(
                    System.getProperty("placement.hbbr"), "-k", "_", "-p", String.valueOf(setup.port() + 1))));
            awaitPort(host, setup.port() + 1);
        }
    }

    private static void awaitPort(Host host, int port) {
        // By its own address: the loopback is these programs' console.
        Awaitility.await().atMost(PATIENCE).ignoreException(IOException.class).until(() -> host.namespace().call(() -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host.v4(), port), 1000);
                return true;
            }
        }));
    }

    String key(Setup setup) throws IOException {
        return Files.readString(directories.get(setup).resolve("id_ed25519.pub")).strip();
    }

    private Path log(Setup setup) {
        return directories.get(setup).resolve(setup.host() + ".log");
    }

    /** What a server has written so far. */
    String said(Setup setup) throws IOException {
        return Files.readString(log(setup));
    }

    @Override
    public void close() {
        nodes.forEach(NodeProcess::close);
        others.forEach(Process::destroyForcibly);
    }
}
