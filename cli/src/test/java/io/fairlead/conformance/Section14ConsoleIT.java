package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The console is there for loopback connections alone. */
class Section14ConsoleIT extends Conformance {
    private boolean onLoopback() {
        return target().rendezvous().getAddress().isLoopbackAddress();
    }

    private String answer(InetSocketAddress port, String line) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(port, (int) PATIENCE.toMillis());
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[8192];
            int read = socket.getInputStream().read(buffer);
            return read < 0 ? "" : new String(buffer, 0, read, StandardCharsets.US_ASCII);
        } catch (java.net.SocketTimeoutException | java.net.SocketException e) {
            return "";
        }
    }

    @Test
    void s14LoopbackConnectionsAreAnsweredInText() throws Exception {
        Assumptions.assumeTrue(onLoopback(), "the server is not on loopback, so it has no console for us");
        assertThat(answer(target().natTest(), "h\n")).contains("relay-servers");
        assertThat(answer(target().relay(), "h\n")).contains("blacklist");
    }

    @Test
    void s14AClientOnLoopbackIsServedAsWell() throws Exception {
        Assumptions.assumeTrue(onLoopback(), "the server is not on loopback, so it has no console for us");
        TcpWire wire = natTestPort(source());
        wire.send(NAT_TEST);
        if (isFairlead()) {
            assertThat(answer(wire).hasTestNatResponse()).isTrue();
        } else {
            assertEnded(wire);
        }
    }

    @Test
    void s14NobodyElseHasAConsole() throws Exception {
        Assumptions.assumeFalse(onLoopback(), "the server is on loopback, where everybody has a console");
        assertThat(answer(target().natTest(), "h\n")).doesNotContain("relay-servers");
        assertThat(answer(target().relay(), "h\n")).doesNotContain("blacklist");
    }
}
