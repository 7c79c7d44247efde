package io.fairlead.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.fairlead.cli.run.NginxProgram;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.Namespace;
import io.fairlead.load.lab.Namespaces;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.protocol.crypto.KeyFiles;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** UDP by way of a proxy's machine, with the files of docs/proxies and the addresses that are in them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UdpThroughProxyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Path DOCUMENTED = Path.of("../docs/proxies").toAbsolutePath().normalize();
    private static final String DEVICE = "192.0.2.7";
    private static final String PROXY = "10.0.0.5";
    private static final String FAIRLEAD = "10.0.0.11";

    @TempDir
    private static Path directory;

    private Namespaces namespaces;
    private Namespace clients;
    private Namespace proxy;
    private String key;

    @BeforeAll
    void build() throws Exception {
        LaboratoryAssumption.check();
        namespaces = Namespaces.open();
        clients = namespaces.create("devices");
        proxy = namespaces.create("proxy");
        Namespace fairlead = namespaces.create("fairlead");
        cable(clients, DEVICE, "outer", "192.0.2.1");
        cable(fairlead, FAIRLEAD, "inner", PROXY);
        proxy.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward");
        key = new KeyFiles(directory).loadOrCreate().publicKeyBase64();
        fairlead.start(directory, directory.resolve("fairlead.log"), NodeCommand.ofThisJvm().line(List.of(
                "standalone", "--data-dir", directory.toString(), "--audit-file", "audit.jsonl")));
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            tcp().close();
            return answersDatagrams();
        });
    }

    /** Past the proxy; its TCP ports may be open a moment sooner. */
    private boolean answersDatagrams() throws Exception {
        try (UdpWire device = clients.call(() -> new UdpWire(
                new InetSocketAddress(FAIRLEAD, 21_116), new InetSocketAddress(InetAddress.ofLiteral(DEVICE), 0)))) {
            device.send(RendezvousMessage.newBuilder().setRegisterPeer(RegisterPeer.newBuilder().setId("early"))
                    .build());
            return device.receive(Duration.ofSeconds(1)).hasRegisterPeerResponse();
        }
    }

    /** A cable to the proxy's machine, which is the only way out. */
    private void cable(Namespace to, String address, String side, String gateway) throws Exception {
        to.run("ip", "link", "add", "up0", "type", "veth", "peer", "name", side, "netns", proxy.name());
        to.run("ip", "address", "add", address + "/24", "dev", "up0");
        to.run("ip", "link", "set", "up0", "up");
        proxy.run("ip", "address", "add", gateway + "/24", "dev", side);
        proxy.run("ip", "link", "set", side, "up");
        to.run("ip", "route", "add", "default", "via", gateway);
    }

    @AfterAll
    void remove() {
        if (namespaces != null) {
            namespaces.close();
        }
    }

    private TcpWire tcp() throws Exception {
        return clients.call(() -> TcpWire.connect(
                new InetSocketAddress(FAIRLEAD, 21_116), new InetSocketAddress(InetAddress.ofLiteral(DEVICE), 0),
                PATIENCE));
    }

    private UdpWire registered(String id) throws Exception {
        UdpWire device = clients.call(() -> new UdpWire(
                new InetSocketAddress(PROXY, 21_116), new InetSocketAddress(InetAddress.ofLiteral(DEVICE), 0)));
        device.send(RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder().setId(id)
                        .setUuid(ByteString.copyFromUtf8("uuid of " + id)).setPk(ByteString.copyFrom(new byte[32])))
                .build());
        assertThat(device.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
        return device;
    }

    /** What the server says of where the device is. */
    private String seen(String id) {
        return await().atMost(PATIENCE).until(
                () -> Files.readAllLines(directory.resolve("audit.jsonl")).stream()
                        .filter(line -> line.contains("\"registration\"") && line.contains("\"" + id + "\""))
                        .map(line -> line.replaceFirst(".*\"from\":\"([^\"]*)\".*", "$1"))
                        .findFirst().orElse(""),
                from -> !from.isEmpty());
    }

    private void assertPushesArrive(UdpWire device, String id) throws Exception {
        try (TcpWire requester = tcp()) {
            requester.send(RendezvousMessage.newBuilder()
                    .setPunchHoleRequest(PunchHoleRequest.newBuilder().setId(id).setLicenceKey(key)
                            .setVersion("1.4.3"))
                    .build());
            RendezvousMessage push = device.receive(PATIENCE);
            assertThat(push.hasPunchHole() || push.hasFetchLocalAddr()).as(push.toString()).isTrue();
        }
    }

    private void assertSeenAndReached(String id) throws Exception {
        try (UdpWire device = registered(id)) {
            assertThat(seen(id)).isEqualTo(DEVICE + ":" + device.local().getPort());
            assertPushesArrive(device, id);
        }
    }

    @Test
    void theKernelOfTheProxyPassesDevicesOnAsTheyAre() throws Exception {
        proxy.run("nft", "-f", DOCUMENTED.resolve("udp.nft").toString());
        try {
            assertSeenAndReached("by_kernel");
        } finally {
            proxy.run("nft", "delete", "table", "ip", "fairlead_udp");
        }
    }

    @Test
    void nginxPassesDevicesOnAsTheyAreWithTransparentAndAtItsOwnAddressWithout() throws Exception {
        NginxProgram.assumeInstalled();
        for (String command : Files.readString(DOCUMENTED.resolve("nginx-udp.conf")).lines()
                .filter(line -> line.startsWith("#   ")).map(line -> line.substring(4)).toList()) {
            proxy.run("sh", "-ec", "cd '" + DOCUMENTED + "' && " + command);
        }
        Process transparent = nginx(List.of());
        try {
            assertSeenAndReached("transparent");
        } finally {
            end(transparent);
        }
        Process plain = nginx(List.of(Map.entry("proxy_bind $remote_addr:$remote_port transparent;", "")));
        try (UdpWire device = registered("without_it")) {
            assertThat(seen("without_it")).startsWith(PROXY + ":").doesNotEndWith(":" + device.local().getPort());
        } finally {
            end(plain);
            proxy.run("nft", "delete", "table", "ip", "fairlead_udp");
        }
    }

    private Process nginx(List<Map.Entry<String, String>> replaced) throws Exception {
        Path log = directory.resolve("nginx.log");
        Process process = proxy.start(directory, log, NginxProgram.command(directory, "nginx-udp.conf", replaced));
        // nginx holds its port before it says so; who asks for it then gets nothing but the end of a wait.
        await().atMost(PATIENCE).until(() -> {
            assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
            return proxy.run("cat", "/proc/net/udp").contains(":527C ");
        });
        return process;
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
