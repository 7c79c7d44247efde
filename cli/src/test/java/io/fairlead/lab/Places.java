package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Session;
import io.fairlead.load.client.Target;
import io.fairlead.load.lab.Namespace;
import io.fairlead.load.lab.Namespaces;
import io.fairlead.protocol.message.NatType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Places that clients connect from, with real routers between: an internet of 203.0.113.0/24 and 198.51.100.0/24, and
 * sites behind routers that translate addresses and keep ports, as most do. Everything is removed at close.
 */
final class Places implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String PORTS = "21115-21119";

    private final Path directory;
    private final Namespaces namespaces;
    private final Namespace internet;
    private final Map<String, Namespace> hosts = new HashMap<>();
    private final List<Process> processes = new ArrayList<>();
    private int cables;

    Places(Path directory) throws IOException {
        this.directory = directory;
        this.namespaces = Namespaces.open();
        this.internet = namespaces.create("internet");
        forward(internet);
    }

    private static void forward(Namespace router) throws IOException {
        router.run("sh", "-c", "echo 1 >/proc/sys/net/ipv4/ip_forward");
    }

    /** A site whose router has a public address and gives its hosts those of {@code lan}, ended by a dot. */
    Site site(String name, String address, String lan) throws IOException {
        Namespace router = router(name);
        String port = "net" + cables++;
        internet.run("ip", "link", "add", port, "type", "veth", "peer", "name", "wan", "netns", router.name());
        internet.run("ip", "link", "set", port, "up");
        internet.run("ip", "address", "add", "192.0.2.254/32", "dev", port);
        internet.run("ip", "route", "add", address + "/32", "dev", port);
        router.run("ip", "link", "set", "wan", "up");
        router.run("ip", "address", "add", address + "/32", "dev", "wan");
        router.run("ip", "route", "add", "default", "via", "192.0.2.254", "dev", "wan", "onlink", "src", address);
        return new Site(inside(router, lan), address, lan);
    }

    private Namespace router(String name) throws IOException {
        Namespace router = namespaces.create(name);
        forward(router);
        // As home routers have it: who was punched for answers with other sequence numbers than the punch had.
        router.run("sh", "-c", "echo 1 >/proc/sys/net/netfilter/nf_conntrack_tcp_be_liberal");
        return router;
    }

    /** The inner side of a router whose outer interface is {@code wan}. */
    private static Namespace inside(Namespace router, String lan) throws IOException {
        router.run("ip", "link", "add", "br0", "type", "bridge");
        router.run("ip", "address", "add", lan + "1/24", "dev", "br0");
        router.run("ip", "link", "set", "br0", "up");
        router.run("nft", """
                table ip nat {
                    chain prerouting { type nat hook prerouting priority dstnat; }
                    chain postrouting { type nat hook postrouting priority srcnat; oif wan masquerade; }
                }
                table ip guard {
                    chain input {
                        type filter hook input priority filter; policy accept;
                        # Most routers are silent to strangers; a reset would close the hole of who asked.
                        iif wan ct state new drop
                    }
                    chain forward {
                        type filter hook forward priority filter; policy accept;
                        iif wan ct state new ct status & dnat != dnat drop
                    }
                }
                """);
        return router;
    }

    /** A site and its router. */
    final class Site {
        private final Namespace router;
        private final String address;
        private final String lan;

        private Site(Namespace router, String address, String lan) {
            this.router = router;
            this.address = address;
            this.lan = lan;
        }

        /** Puts a host into the site's LAN. */
        void host(String name, int number) throws IOException {
            Namespace host = namespaces.create(name);
            String port = "lan" + cables++;
            router.run("ip", "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", host.name());
            router.run("ip", "link", "set", port, "master", "br0", "up");
            host.run("ip", "link", "set", "eth0", "up");
            host.run("ip", "address", "add", lan + number + "/24", "dev", "eth0");
            host.run("ip", "route", "add", "default", "via", lan + "1");
            hosts.put(name, host);
        }

        /** A site behind this one, whose router is a host here: a customer of a carrier that shares addresses. */
        Site behind(String name, int number, String inner) throws IOException {
            Namespace nested = router(name);
            String outer = lan + number;
            String port = "lan" + cables++;
            router.run("ip", "link", "add", port, "type", "veth", "peer", "name", "wan", "netns", nested.name());
            router.run("ip", "link", "set", port, "master", "br0", "up");
            nested.run("ip", "link", "set", "wan", "up");
            nested.run("ip", "address", "add", outer + "/24", "dev", "wan");
            nested.run("ip", "route", "add", "default", "via", lan + "1");
            return new Site(inside(nested, inner), outer, inner);
        }

        /** Sends one port from outside, and from inside by hairpin, to a host. */
        void forwardPort(int outer, int number, int inner) throws IOException {
            router.run("nft", "insert rule ip nat prerouting ip daddr " + address + " tcp dport " + outer + " dnat to "
                    + lan + number + ":" + inner);
            router.run("nft", "add rule ip nat postrouting ip saddr " + lan + "0/24 ip daddr " + lan + number
                    + " ct status dnat masquerade");
        }

        /** Keeps two hosts of the LAN from each other, as between networks of guests. */
        void separate(int one, int other) throws IOException {
            router.run("nft", """
                    table bridge apart {
                        chain forward {
                            type filter hook forward priority filter; policy accept;
                            ip saddr { %1$s, %2$s } ip daddr { %1$s, %2$s } drop
                        }
                    }
                    """.formatted(lan + one, lan + other));
        }

        /** Hides everybody who speaks to a host behind the router's own address in the LAN, as container bridges do. */
        void masquerade(int number) throws IOException {
            router.run("nft", "add rule ip nat postrouting ip daddr " + lan + number + " masquerade");
        }

        /** Sends what comes to the server's ports from outside to a host; from inside only with hairpin. */
        void forwardPorts(int number, boolean hairpin) throws IOException {
            String to = lan + number;
            for (String protocol : List.of("tcp", "udp")) {
                String from = hairpin ? "ip daddr " + address : "iif wan";
                router.run("nft", "add rule ip nat prerouting " + from + " " + protocol + " dport " + PORTS
                        + " dnat to " + to);
            }
            if (hairpin) {
                router.run("nft", "add rule ip nat postrouting ip saddr " + lan + "0/24 ip daddr " + to
                        + " ct status dnat masquerade");
            } else {
                // As most routers do: no answer at all.
                router.run("nft", "add rule ip guard input iif br0 ip daddr " + address + " drop");
            }
        }
    }

    /** Writes a file into the directory of a server that is to start. */
    Path write(String server, String name, String text) throws IOException {
        return Files.writeString(Files.createDirectories(directory.resolve(server)).resolve(name), text);
    }

    /** Lays a tunnel between two hosts; {@code here} and {@code there} are their addresses, with the prefix. */
    void tunnel(String host, String here, String other, String there) throws IOException {
        Namespace one = hosts.get(host);
        Namespace two = hosts.containsKey(other) ? hosts.get(other) : namespaces.create(other);
        hosts.put(other, two);
        one.run("ip", "link", "add", "tun0", "type", "veth", "peer", "name", "tun0", "netns", two.name());
        one.run("ip", "link", "set", "tun0", "up");
        one.run("ip", "address", "add", here, "dev", "tun0");
        two.run("ip", "link", "set", "tun0", "up");
        two.run("ip", "address", "add", there, "dev", "tun0");
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private Path start(String name, String host, String... arguments) throws IOException {
        Path data = Files.createDirectories(directory.resolve(name));
        List<String> command = new ArrayList<>(List.of(java(), "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "io.fairlead.cli.Main"));
        command.addAll(List.of(arguments));
        Path log = data.resolve("log");
        processes.add(hosts.get(host).start(data, log, command));
        return log;
    }

    private static String said(Path log) throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    private static void await(Path log, String words) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(said(log)).contains(words));
    }

    /** Starts a server on a host and answers its public key. */
    String server(String name, String host, String... options) throws IOException {
        Path log = node(name, host, "standalone", options);
        return Files.readString(log.resolveSibling("id_ed25519.pub")).strip();
    }

    /** Starts the open servers on a host and answers their public key. */
    String openServer(String name, String host, Path hbbs, Path hbbr) throws IOException {
        Path data = Files.createDirectories(directory.resolve(name));
        Path log = data.resolve("log");
        processes.add(hosts.get(host).start(data, log, List.of(hbbs.toString(), "-k", "_")));
        await(log, "Listening on");
        processes.add(hosts.get(host).start(data, data.resolve("relay"), List.of(hbbr.toString(), "-k", "_")));
        await(data.resolve("relay"), "Listening on");
        return Files.readString(data.resolve("id_ed25519.pub")).strip();
    }

    /** Starts a node of a role on a host and answers its log. */
    Path node(String name, String host, String role, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(role, "--metrics-port", "-1"));
        arguments.addAll(List.of(options));
        Path log = start(name, host, arguments.toArray(String[]::new));
        await(log, "Fairlead is ready");
        return log;
    }

    String log(String server) throws IOException {
        return said(directory.resolve(server).resolve("log"));
    }

    /** Starts a device on a host that knows the server by an address, and answers its id. */
    String device(String name, String host, String source, String server, String key) throws IOException {
        Path log = start(name, host, "demo-device", server, "21116", key, source, "false");
        await(log, "registered ");
        return said(log).lines()
                .filter(line -> line.startsWith("registered "))
                .findFirst()
                .orElseThrow()
                .substring("registered ".length());
    }

    /** Has a session from a host, by a controller that knows the server by an address. */
    Session connect(String host, String source, String server, String key, String id, boolean forceRelay)
            throws IOException {
        return hosts.get(host).call(() -> {
            SimulatedController controller = new SimulatedController(new Target(server, 21_116, key),
                    InetAddress.ofLiteral(source));
            NatType nat = controller.natTest();
            return controller.connect(id, new Request(false, forceRelay, nat, 300_000));
        });
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            try {
                process.waitFor(10, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        namespaces.close();
    }
}
