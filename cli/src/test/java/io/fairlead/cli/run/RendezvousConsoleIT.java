package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rendezvous node's console, protocol section 14, in the forms of the open server. */
class RendezvousConsoleIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of(Setting.RELAY_SERVERS, "127.0.0.1"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String say(String line) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.target().port() - 1)) {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private UdpWire register(String id, String ip) throws IOException {
        UdpWire wire = new UdpWire(server.target().rendezvous(), at(ip));
        wire.send(registerPk(id));
        assertThat(wire.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
        return wire;
    }

    @Test
    void helpNamesAllCommands() throws Exception {
        assertThat(say("h")).contains("relay-servers", "ip-blocker", "ip-changes", "punch-requests",
                "always-use-relay", "test-geo");
    }

    @Test
    void relaysAreListedAndChanged() throws Exception {
        assertThat(say("rs")).isEqualTo("127.0.0.1\n");
        assertThat(say("rs 127.0.0.1,127.0.0.2:5")).isEmpty();
        assertThat(say("relay-servers")).isEqualTo("127.0.0.1\n127.0.0.2:5\n");
        assertThat(say("rs host:99999")).contains("99999");
    }

    @Test
    void addressesThatRegisterAreListedAndForgotten() throws Exception {
        try (UdpWire _ = register(freshId(), "127.0.0.2");
                UdpWire _ = register(freshId(), "127.0.0.3")) {
            assertThat(say("ib")).startsWith("2\n").contains("127.0.0.2: 1/", "127.0.0.3: 1/");
            assertThat(say("ib 127.0.0.2 -")).startsWith("1\n1/");
            assertThat(say("ib")).startsWith("1\n").doesNotContain("127.0.0.2");
            assertThat(say("ib -")).startsWith("0\n");
        }
    }

    @Test
    void devicesThatMovedAreListedAndForgotten() throws Exception {
        String id = freshId();
        try (UdpWire _ = register(id, "127.0.0.2");
                UdpWire _ = register(id, "127.0.0.3")) {
            assertThat(say("ic")).startsWith("1\n" + id + ": ").contains("{\"127.0.0.2\": 1, \"127.0.0.3\": 1}");
            assertThat(say("ic " + id + " -")).contains("127.0.0.2");
            assertThat(say("ic")).isEqualTo("0\n");
        }
    }

    @Test
    void introductionsAreListedAndForgotten() throws Exception {
        String id = freshId();
        try (UdpWire device = register(id, "127.0.0.2");
                TcpWire requester = TcpWire.connect(server.target().rendezvous(), at("127.0.0.3"), PATIENCE)) {
            requester.send(message(punchHole(id, server.target().key())));
            device.receive(PATIENCE);
            assertThat(say("pr")).contains("127.0.0.3 -> " + id + "@127.0.0.2\n");
            say("pr -");
            assertThat(say("pr")).isEmpty();
        }
    }

    @Test
    void everySessionIsRelayedWhenTheConsoleSaysSo() throws Exception {
        assertThat(say("aur")).isEqualTo("ALWAYS_USE_RELAY: false\n");
        assertThat(say("aur Y")).isEmpty();
        assertThat(say("aur")).isEqualTo("ALWAYS_USE_RELAY: true\n");
        String id = freshId();
        try (UdpWire device = register(id, "127.0.0.2");
                TcpWire requester = TcpWire.connect(server.target().rendezvous(), at("127.0.0.3"), PATIENCE)) {
            requester.send(message(punchHole(id, server.target().key()).setNatType(NatType.ASYMMETRIC)));
            assertThat(device.receive(PATIENCE).getPunchHole().getForceRelay()).isTrue();
        }
        say("aur N");
        assertThat(say("aur")).isEqualTo("ALWAYS_USE_RELAY: false\n");
    }

    @Test
    void theRelayOfASessionIsTold() throws Exception {
        assertThat(say("tg 127.0.0.2 127.0.0.3")).isEqualTo("\"127.0.0.1\"");
    }

    @Test
    void thereIsNoneWhenItIsSwitchedOff() throws Exception {
        server.close();
        server = TestServer.start(directory, Map.of(Setting.CONSOLE, "off", Setting.IDLE_TIMEOUT, "1"));
        assertThat(say("h")).isEmpty();
    }
}
