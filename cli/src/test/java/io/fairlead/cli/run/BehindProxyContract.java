package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a server behind a proxy must know of its clients: the server has docs/proxies/fairlead.conf, the proxy its own
 * file from there. Clients are at 127.0.0.7, the proxy at 127.0.0.1.
 */
abstract class BehindProxyContract {
    static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CLIENT = "127.0.0.7";
    private static final String FORGED = "203.0.113.9";
    private static final Map<String, String> FORGED_HEADERS = Map.of("X-Real-IP", FORGED, "X-Forwarded-For", FORGED);

    @TempDir
    private Path directory;

    private final Map<Integer, Integer> ports = new TreeMap<>();
    private final String id = freshId();
    private SSLContext trust;
    private TestServer server;
    private ProxyProgram proxy;

    /** Skips the test where the program is missing. */
    abstract void assumeInstalled();

    /** Its file and paths, beside the addresses. */
    abstract List<String> command(Path directory, List<Map.Entry<String, String>> addresses, int readyPort)
            throws Exception;

    @BeforeEach
    void start() throws Exception {
        assumeInstalled();
        trust = Certificates.make(directory, "proxy");
        int ready = TestCluster.freePort();
        int web = TestCluster.freePort();
        Path options = ProxyProgram.adapted(directory, "fairlead.conf", List.of(
                Map.entry("10.0.0.5", "127.0.0.1"), Map.entry("10.0.0.11", "127.0.0.1"),
                Map.entry("21180", String.valueOf(web))));
        server = TestServer.start(directory, Map.of(
                Setting.CONFIG, options.toString(), Setting.METRICS_PORT, String.valueOf(ready),
                Setting.AUDIT_FILE, "audit.jsonl"));
        List<Map.Entry<String, String>> addresses = new ArrayList<>();
        for (int port = 21_115; port <= 21_119; port++) {
            int there = server.target().port() + port - 21_116;
            addresses.add(Map.entry("10.0.0.11:" + port, "127.0.0.1:" + there));
        }
        addresses.add(Map.entry("10.0.0.11:21180", "127.0.0.1:" + web));
        for (int port : new int[]{21_115, 21_116, 21_117, 21_118, 21_119, 443}) {
            ports.put(port, TestCluster.freePort());
            addresses.add(Map.entry("*:" + port, "127.0.0.1:" + ports.get(port)));
        }
        proxy = ProxyProgram.start(directory, command(directory, addresses, ready), ports.values());
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            proxy.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private TcpWire tcp(int port) throws IOException {
        return tcp(port, CLIENT);
    }

    private TcpWire tcp(int port, String from) throws IOException {
        return TcpWire.connect(new InetSocketAddress("127.0.0.1", ports.get(port)), at(from), PATIENCE);
    }

    private WebSocketWire webSocket(String uri, Map<String, String> headers) throws IOException {
        HttpClient.Builder http = HttpClient.newBuilder().sslContext(trust)
                .localAddress(InetAddress.ofLiteral(CLIENT));
        return WebSocketWire.connect(URI.create(uri), PATIENCE, http, headers);
    }

    private UdpWire device() throws IOException {
        UdpWire device = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
        device.send(registerPk(id));
        assertThat(device.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
        return device;
    }

    private InetSocketAddress seen(Wire requester, UdpWire device) throws IOException {
        requester.send(message(punchHole(id, server.target().key())));
        return MangledAddress.decode(device.receive(PATIENCE).getPunchHole().getSocketAddr()).orElseThrow();
    }

    private List<JsonObject> audit(String event) throws IOException {
        return Files.readAllLines(directory.resolve("audit.jsonl")).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .filter(line -> line.get("event").getAsString().equals(event))
                .toList();
    }

    @Test
    void aRequesterOnTcpIsWhereItIsToThePort() throws Exception {
        RendezvousMessage natTest = RendezvousMessage.newBuilder()
                .setTestNatRequest(TestNatRequest.getDefaultInstance()).build();
        try (UdpWire device = device();
                TcpWire requester = tcp(21_116);
                TcpWire other = tcp(21_115)) {
            assertThat(seen(requester, device)).isEqualTo(requester.local());
            for (TcpWire wire : List.of(requester, other)) {
                wire.send(natTest);
                assertThat(wire.receive(PATIENCE).orElseThrow().getTestNatResponse().getPort())
                        .isEqualTo(wire.local().getPort());
            }
        }
    }

    @Test
    void aDeviceRegistersOnTcpAndIsPushedToThroughTheProxy() throws Exception {
        try (TcpWire device = tcp(21_116, "127.0.0.8");
                TcpWire requester = tcp(21_116)) {
            registers(device, device.local().toString().substring(1));
            requester.send(message(punchHole(id, server.target().key())));
            RendezvousMessage push = device.receive(PATIENCE).orElseThrow();
            assertThat(MangledAddress.decode(push.getPunchHole().getSocketAddr())).contains(requester.local());
        }
    }

    private void registers(Wire device, String from) throws Exception {
        device.send(registerPk(id));
        assertThat(device.receive(PATIENCE).orElseThrow().getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(audit("registration"))
                .anySatisfy(line -> assertThat(line.get("from").getAsString()).startsWith(from)));
    }

    @Test
    void webSocketClientsAreWhereTheyAreWhateverTheySayOfThemselves() throws Exception {
        try (UdpWire device = device();
                Wire web = webSocket("wss://127.0.0.1:" + ports.get(443) + "/ws/id", FORGED_HEADERS);
                Wire plain = webSocket("ws://127.0.0.1:" + ports.get(21_118) + "/", FORGED_HEADERS)) {
            assertThat(seen(web, device).getAddress()).isEqualTo(InetAddress.ofLiteral(CLIENT));
            assertThat(seen(plain, device).getAddress()).isEqualTo(InetAddress.ofLiteral(CLIENT));
        }
    }

    @Test
    void aDeviceRegistersOnAWebSocketThroughTheProxy() throws Exception {
        try (Wire device = webSocket("wss://127.0.0.1:" + ports.get(443) + "/ws/id", Map.of())) {
            registers(device, CLIENT + ":");
        }
    }

    @Test
    void theTwoSidesOfASessionMeetAtTheRelayAndItKnowsWhereTheyAre() throws Exception {
        try (Wire first = tcp(21_117);
                Wire second = webSocket("wss://127.0.0.1:" + ports.get(443) + "/ws/relay", FORGED_HEADERS)) {
            meet(first, second, "one");
        }
        try (Wire first = webSocket("ws://127.0.0.1:" + ports.get(21_119) + "/", FORGED_HEADERS);
                Wire second = tcp(21_117)) {
            meet(first, second, "two");
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(audit("session_ended")).hasSize(2)
                .allSatisfy(line -> {
                    assertThat(line.get("first").getAsString()).startsWith(CLIENT + ":");
                    assertThat(line.get("second").getAsString()).startsWith(CLIENT + ":");
                }));
    }

    private void meet(Wire first, Wire second, String uuid) throws IOException {
        RendezvousMessage request = RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid(uuid).setLicenceKey(server.target().key()))
                .build();
        first.send(request);
        second.send(request);
        byte[] payload = new byte[300_000];
        payload[17] = 4;
        first.sendPayload(payload);
        assertThat(second.receivePayload(PATIENCE).orElseThrow()).isEqualTo(payload);
        second.sendPayload(payload);
        assertThat(first.receivePayload(PATIENCE).orElseThrow()).isEqualTo(payload);
    }

    @Test
    void nobodyElseIsBelieved() throws Exception {
        byte[] header = ("PROXY TCP4 " + FORGED + " 203.0.113.1 40000 21116\r\n").getBytes(StandardCharsets.US_ASCII);
        try (UdpWire device = device();
                TcpWire past = TcpWire.connect(server.target().rendezvous(), at("127.0.0.66"), PATIENCE);
                Wire web = WebSocketWire.connect(server.target().rendezvousWebSocket(), PATIENCE,
                        HttpClient.newBuilder().localAddress(InetAddress.ofLiteral("127.0.0.66")), FORGED_HEADERS);
                TcpWire through = tcp(21_116)) {
            past.socket().getOutputStream().write(header);
            assertThat(seen(past, device)).isEqualTo(past.local());
            assertThat(seen(web, device).getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.66"));

            // Behind the proxy's own header it is no message.
            through.socket().getOutputStream().write(header);
            through.send(message(punchHole(id, server.target().key())));
            assertThat(ended(through)).isTrue();
        }
        // Then all that it has to say is written.
        server.close();
        server = null;
        assertThat(Files.readString(directory.resolve("audit.jsonl"))).contains("127.0.0.66:").doesNotContain(FORGED);
    }

    private static boolean ended(Wire wire) throws IOException {
        try {
            return wire.receivePayload(PATIENCE).isEmpty();
        } catch (SocketException e) {
            // A reset is an end too.
            return true;
        }
    }
}
