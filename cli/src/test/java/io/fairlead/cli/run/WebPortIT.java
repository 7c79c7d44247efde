package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one port for clients that reach nothing but 443, protocol section 12. */
class WebPortIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void answers(WebSocketWire wire) throws IOException {
        wire.send(RendezvousMessage.newBuilder().setTestNatRequest(TestNatRequest.getDefaultInstance()).build());
        assertThat(wire.receive(PATIENCE).orElseThrow().hasTestNatResponse()).isTrue();
    }

    private static void relays(WebSocketWire one, WebSocketWire other, String key) throws IOException {
        RendezvousMessage request = RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid("u").setLicenceKey(key))
                .build();
        one.send(request);
        other.send(request);
        byte[] payload = new byte[100_000];
        Arrays.fill(payload, (byte) 7);
        one.sendPayload(payload);
        assertThat(other.receivePayload(PATIENCE)).hasValueSatisfying(got -> assertThat(got).isEqualTo(payload));
        other.sendPayload(payload);
        assertThat(one.receivePayload(PATIENCE)).isPresent();
    }

    @Test
    void servesBothPathsAndNothingElse() throws Exception {
        int port = freePort();
        try (TestServer server = TestServer.start(directory, Map.of(Setting.WEB_PORT, String.valueOf(port)))) {
            URI base = URI.create("ws://127.0.0.1:" + port);
            try (WebSocketWire id = WebSocketWire.connect(base.resolve("/ws/id"), PATIENCE);
                    WebSocketWire one = WebSocketWire.connect(base.resolve("/ws/relay"), PATIENCE);
                    WebSocketWire other = WebSocketWire.connect(base.resolve("/ws/relay/"), PATIENCE)) {
                answers(id);
                relays(one, other, server.target().key());
            }
            assertThatThrownBy(() -> WebSocketWire.connect(base.resolve("/ws/other"), PATIENCE))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void speaksTlsAndTakesANewCertificateWithoutARestart() throws Exception {
        int port = freePort();
        SSLContext first = Certificates.make(directory, "first");
        try (TestServer server = TestServer.start(
                directory,
                Map.of(
                        Setting.WEB_PORT, String.valueOf(port),
                        Setting.TLS_CERT, directory.resolve("cert.pem").toString(),
                        Setting.TLS_KEY, directory.resolve("key.pem").toString()))) {
            URI base = URI.create("wss://127.0.0.1:" + port);
            try (WebSocketWire id = connect(base.resolve("/ws/id"), first);
                    WebSocketWire one = connect(base.resolve("/ws/relay"), first);
                    WebSocketWire other = connect(base.resolve("/ws/relay"), first)) {
                answers(id);
                relays(one, other, server.target().key());

                Files.writeString(directory.resolve("cert.pem"), "broken");
                SSLContext second = Certificates.make(directory, "second");
                Awaitility.await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> {
                    try (WebSocketWire renewed = connect(base.resolve("/ws/id"), second)) {
                        answers(renewed);
                    }
                });
                answers(id);
            }
        }
    }

    private static WebSocketWire connect(URI to, SSLContext trust) throws IOException {
        return WebSocketWire.connect(to, PATIENCE, HttpClient.newBuilder().sslContext(trust), Map.of());
    }

    @Test
    void saysWhatIsWrongWithACertificate() throws Exception {
        Path certificate = Files.writeString(directory.resolve("cert.pem"), "broken");
        Map<Setting, String> broken = Map.of(
                Setting.WEB_PORT, String.valueOf(freePort()),
                Setting.TLS_CERT, certificate.toString(),
                Setting.TLS_KEY, certificate.toString());
        assertThatThrownBy(() -> TestServer.start(directory, broken))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("cert.pem");
        Map<Setting, String> half = Map.of(
                Setting.WEB_PORT, String.valueOf(freePort()), Setting.TLS_CERT, certificate.toString());
        assertThatThrownBy(() -> TestServer.start(directory, half)).hasMessageContaining("only one is set");
    }
}
