package io.fairlead.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.TcpWire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** The console is there for loopback connections alone. */
class Section14ConsoleIT extends Conformance {
    /** A loopback address of the server, which may have others. */
    private InetAddress console() {
        InetAddress host = target().rendezvous().getAddress();
        return host.isLoopbackAddress() ? host : InetAddress.ofLiteral(System.getProperty("conformance.console", "::"));
    }

    private void assumeAConsole() {
        Assumptions.assumeTrue(
                console().isLoopbackAddress(), "no -Dconformance.console names a loopback address of the server");
    }

    private InetSocketAddress at(int portBesideP) {
        return new InetSocketAddress(console(), target().port() + portBesideP);
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
        assumeAConsole();
        assertThat(answer(at(-1), "h\n")).contains("relay-servers", "always-use-relay");
        assertThat(answer(at(-1), "aur\n")).startsWith("ALWAYS_USE_RELAY: false");
        assertThat(answer(at(-1), "rs\n")).isEqualTo(expected("", "10.77.0.1:21117\n"));
        assertThat(answer(at(1), "h\n")).contains("blacklist");
        assertThat(answer(at(1), "ls\n")).startsWith("32");
    }

    @Test
    void s14AClientOnLoopbackIsServedAsWell() throws Exception {
        assumeAConsole();
        TcpWire wire = closing(TcpWire.connect(at(-1), new InetSocketAddress("127.0.0.1", 0), PATIENCE));
        wire.send(NAT_TEST);
        if (isFairlead()) {
            assertThat(answer(wire).hasTestNatResponse()).isTrue();
        } else {
            // It takes the question for a line that it does not know.
            assertThat(wire.receivePayload(PATIENCE).map(String::new).orElse("")).doesNotStartWith("\u00aa");
        }
    }

    @Test
    void s14NobodyElseHasAConsole() throws Exception {
        Assumptions.assumeFalse(
                target().rendezvous().getAddress().isLoopbackAddress(),
                "the server is on loopback, where everybody has a console");
        assertThat(answer(target().natTest(), "h\n")).doesNotContain("relay-servers");
        assertThat(answer(target().relay(), "h\n")).doesNotContain("blacklist");
    }
}
