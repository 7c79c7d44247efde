package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.WebSocketWire;
import io.fairlead.protocol.address.MangledAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Section12WebSocketIT extends Conformance {
    private URI at(String path) {
        return target().rendezvousWebSocket().resolve(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/ws/id", "/any/path?with=query"})
    void s12AnyPathWillDo(String path) throws Exception {
        WebSocketWire wire = closing(WebSocketWire.connect(at(path), PATIENCE));
        assertThat(ask(wire, NAT_TEST).hasTestNatResponse()).isTrue();
    }

    @Test
    void s12PingsAreAnswered() throws Exception {
        CompletableFuture<String> pong = new CompletableFuture<>();
        HttpClient http = closing(HttpClient.newHttpClient());
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(at("/"), new WebSocket.Listener() {
                    @Override
                    public CompletionStage<?> onPong(WebSocket socket, ByteBuffer message) {
                        byte[] bytes = new byte[message.remaining()];
                        message.get(bytes);
                        pong.complete(new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
                        return null;
                    }
                })
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.sendPing(ByteBuffer.wrap(new byte[]{'h', 'i'}));
        assertThat(pong.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("hi");
        socket.abort();
    }

    @Test
    void s12AHeaderOfAnybodyIsNotTrusted() throws Exception {
        Device device = device();
        HttpClient http = closing(HttpClient.newHttpClient());
        WebSocket socket = http.newWebSocketBuilder()
                .header("X-Real-IP", "203.0.113.9")
                .buildAsync(at("/"), new WebSocket.Listener() {
                })
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(message(punchHole(device.id())).toByteArray()), true)
                .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        InetAddress named = MangledAddress.decode(device.pushed().getPunchHole().getSocketAddr())
                .orElseThrow()
                .getAddress();
        // The open server believes it from everybody.
        assertThat(named.equals(InetAddress.ofLiteral("203.0.113.9"))).isEqualTo(expected(false, true));
        socket.abort();
    }
}
