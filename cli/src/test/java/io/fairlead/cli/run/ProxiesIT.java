package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.punchHoleSent;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients behind proxies, protocol section 12. The trusted one is 127.0.0.50, for WebSockets 127.0.0.1. */
class ProxiesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String PROXY = "127.0.0.50";
    private static final String V1 = "PROXY TCP4 203.0.113.9 203.0.113.1 40000 21116\r\n";
    private static final String V2 = "0d0a0d0a000d0a515549540a" + "2111000c" + "cb007109" + "cb007101" + "9c40"
            + "527c";
    private static final String V2_LOCAL = "0d0a0d0a000d0a515549540a" + "20000000";
    private static final InetSocketAddress CLIENT = new InetSocketAddress(
            InetAddress.ofLiteral("203.0.113.9"), 40_000);
    private static final RendezvousMessage NAT_TEST = RendezvousMessage.newBuilder()
            .setTestNatRequest(TestNatRequest.getDefaultInstance())
            .build();

    @TempDir
    private Path directory;

    private TestServer server;
    private UdpWire device;
    private final String id = freshId();

    private void start(Map<Setting, String> more) throws Exception {
        Map<Setting, String> options = new EnumMap<>(Setting.class);
        options.put(Setting.TRUSTED_PROXIES, PROXY + ",127.0.0.1/32");
        options.putAll(more);
        server = TestServer.start(directory, options);
        device = new UdpWire(server.target().rendezvous(), at("127.0.0.2"));
        device.send(registerPk(id));
        assertThat(device.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
    }

    @AfterEach
    void stop() {
        if (server != null) {
            device.close();
            server.close();
        }
    }

    private TcpWire tcp(String ip, byte[] header) throws IOException {
        TcpWire wire = TcpWire.connect(server.target().rendezvous(), at(ip), PATIENCE);
        try {
            for (byte b : header) {
                // One by one: where a header is cut is nobody's choice.
                wire.socket().getOutputStream().write(b);
            }
        } catch (IOException e) {
            // The server has refused it half-way. Who expects an answer will miss it.
            return wire;
        }
        return wire;
    }

    private static byte[] text(String header) {
        return header.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String header) {
        return HexFormat.of().parseHex(header);
    }

    private InetSocketAddress seen(Wire requester) throws IOException {
        requester.send(message(punchHole(id, server.target().key())));
        return MangledAddress.decode(device.receive(PATIENCE).getPunchHole().getSocketAddr()).orElseThrow();
    }

    private static void assertEnded(Wire wire) throws IOException {
        try {
            assertThat(wire.receive(PATIENCE)).isEmpty();
        } catch (java.net.SocketException e) {
            // A reset is an end too.
            assertThat(e).isNotNull();
        }
    }

    @Test
    void theClientIsWhereATrustedProxySaysInBothVersions() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "optional"));
        try (TcpWire one = tcp(PROXY, text(V1));
                TcpWire two = tcp(PROXY, hex(V2))) {
            assertThat(seen(one)).isEqualTo(CLIENT);
            two.send(NAT_TEST);
            assertThat(two.receive(PATIENCE).orElseThrow().getTestNatResponse().getPort()).isEqualTo(40_000);
        }
    }

    @Test
    void aClientBehindAProxyMayWaitForAKeyExchange() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "optional"));
        try (Wire wire = SecuredWire.secure(tcp(PROXY, text(V1)), server.target().key(), PATIENCE);
                Wire direct = SecuredWire.secure(tcp(PROXY, new byte[0]), server.target().key(), PATIENCE)) {
            assertThat(seen(wire)).isEqualTo(CLIENT);
            assertThat(seen(direct).getAddress()).isEqualTo(InetAddress.ofLiteral(PROXY));
        }
    }

    @Test
    void aProxySpeaksForItselfWhenItLooksWhetherWeLive() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "required"));
        for (byte[] header : new byte[][]{hex(V2_LOCAL), text("PROXY UNKNOWN\r\n")}) {
            try (TcpWire wire = tcp(PROXY, header)) {
                assertThat(seen(wire)).isEqualTo(wire.local());
            }
        }
    }

    @Test
    void aHeaderOfAStrangerMeansNothing() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "optional"));
        try (TcpWire wire = tcp("127.0.0.66", text(V1));
                TcpWire direct = tcp("127.0.0.66", new byte[0])) {
            assertThat(seen(wire)).isEqualTo(wire.local());
            assertThat(seen(direct)).isEqualTo(direct.local());
        }
    }

    @Test
    void aHeaderOfAStrangerIsRefusedIfTheOperatorWantsIt() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "optional", Setting.UNTRUSTED_HEADERS, "refuse"));
        try (TcpWire wire = tcp("127.0.0.66", text(V1));
                TcpWire direct = tcp("127.0.0.66", new byte[0])) {
            assertEnded(wire);
            assertThat(seen(direct)).isEqualTo(direct.local());
        }
        assertThat(server.metrics()).contains("fairlead_rendezvous_dropped_total{reason=\"untrusted_proxy\"} 1");
    }

    @Test
    void whereHeadersAreRequiredNobodyComesWithoutOne() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "required"));
        try (TcpWire without = tcp(PROXY, NAT_TEST.toByteArray());
                TcpWire stranger = TcpWire.connect(server.target().rendezvous(), at("127.0.0.66"), PATIENCE);
                TcpWire with = tcp(PROXY, text(V1))) {
            assertEnded(without);
            assertEnded(stranger);
            assertThat(seen(with)).isEqualTo(CLIENT);
        }
    }

    @Test
    void whatIsHalfAHeaderEndsTheConnection() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "optional"));
        for (byte[] header : new byte[][]{
                text("PROXY TCP4 203.0.113.9 nonsense\r\n"), hex(V2.substring(0, 40)), text("PROX")}) {
            try (TcpWire wire = tcp(PROXY, header)) {
                assertEnded(wire);
            }
        }
    }

    @Test
    void relaysReadHeadersToo() throws Exception {
        start(Map.of(Setting.PROXY_PROTOCOL, "optional"));
        RendezvousMessage request = RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid("u").setLicenceKey(server.target().key()))
                .build();
        try (TcpWire one = TcpWire.connect(server.target().relay(), at(PROXY), PATIENCE);
                TcpWire other = TcpWire.connect(server.target().relay(), at("127.0.0.3"), PATIENCE)) {
            one.socket().getOutputStream().write(hex(V2));
            one.send(request);
            other.send(request);
            one.sendPayload(new byte[]{1, 2, 3});
            assertThat(other.receivePayload(PATIENCE)).isPresent();
        }
    }

    private WebSocketWire webSocket(Map<String, String> headers) throws IOException {
        return WebSocketWire.connect(
                server.target().rendezvousWebSocket(), PATIENCE, HttpClient.newBuilder(), headers);
    }

    @Test
    void twoWebSocketClientsBehindOneProxyNeverGetEachOthersAnswers() throws Exception {
        start(Map.of());
        Map<String, String> headers = Map.of("X-Forwarded-For", "198.51.100.1, 203.0.113.9, 127.0.0.50");
        try (WebSocketWire one = webSocket(headers);
                WebSocketWire two = webSocket(headers);
                TcpWire answering = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            InetSocketAddress first = seen(one);
            InetSocketAddress second = seen(two);
            assertThat(first.getAddress()).isEqualTo(CLIENT.getAddress());
            assertThat(second.getAddress()).isEqualTo(CLIENT.getAddress());
            assertThat(first.getPort()).isNotEqualTo(second.getPort());
            answering.send(message(punchHoleSent(second, id).setRelayServer("second.example")));
            answering.send(message(punchHoleSent(first, id).setRelayServer("first.example")));
            assertThat(answer(one).getRelayServer()).isEqualTo("first.example");
            assertThat(answer(two).getRelayServer()).isEqualTo("second.example");
        }
    }

    private static PunchHoleResponse answer(Wire wire) throws IOException {
        return wire.receive(PATIENCE).orElseThrow().getPunchHoleResponse();
    }

    @Test
    void theHeadersOfWebSocketsCountFromTrustedProxiesAlone() throws Exception {
        start(Map.of());
        try (WebSocketWire wire = webSocket(Map.of("X-Real-IP", "203.0.113.9"))) {
            assertThat(seen(wire).getAddress()).isEqualTo(CLIENT.getAddress());
        }
        stop();
        start(Map.of(Setting.TRUSTED_PROXIES, PROXY));
        try (WebSocketWire wire = webSocket(Map.of("X-Real-IP", "203.0.113.9"))) {
            assertThat(seen(wire).getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
        }
        stop();
        start(Map.of(Setting.TRUSTED_PROXIES, PROXY, Setting.UNTRUSTED_HEADERS, "refuse"));
        assertThatThrownBy(() -> webSocket(Map.of("X-Real-IP", "203.0.113.9"))).isInstanceOf(IOException.class);
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.metrics())
                .contains("fairlead_rendezvous_dropped_total{reason=\"untrusted_proxy\"} 1"));
    }

    @Test
    void aProxyOfTheNetworksFileIsTrustedForAsLongAsItIsThere() throws Exception {
        Path file = Files.writeString(directory.resolve("networks.conf"),
                "proxies { cidrs = \"127.0.0.1\", trusted-proxy = true }\n");
        start(Map.of(Setting.TRUSTED_PROXIES, PROXY, Setting.NETWORKS_FILE, file.toString()));
        try (WebSocketWire wire = webSocket(Map.of("X-Real-IP", "203.0.113.9"))) {
            assertThat(seen(wire).getAddress()).isEqualTo(CLIENT.getAddress());
        }
        Files.writeString(file, "proxies { cidrs = \"127.0.0.1\" } # not any more\n");
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            try (WebSocketWire wire = webSocket(Map.of("X-Real-IP", "203.0.113.9"))) {
                assertThat(seen(wire).getAddress()).isEqualTo(InetAddress.ofLiteral("127.0.0.1"));
            }
        });
    }
}
