package io.fairlead.load.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.client.Target;
import io.fairlead.load.scenario.Lack;
import io.fairlead.load.scenario.Scenario;
import io.fairlead.load.scenario.ScenarioReader;
import io.fairlead.protocol.message.RegisterPeerResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server as old ones are: it answers UDP, waits for clients to begin on TCP, and has nothing else. */
class ProbeTest {
    private static final Duration PATIENCE = Duration.ofMillis(300);

    @TempDir
    private Path directory;

    private Scenario scenario(String devices) throws IOException {
        return ScenarioReader.file(Files.writeString(directory.resolve("x.conf"),
                "name = x\nduration = 1 s\nlists = 1\ndevices {" + devices + "}\n"));
    }

    private static Target target(int port, String key) {
        return new Target("127.0.0.1", port, key);
    }

    @Test
    void whatAnOldServerCannotDoIsNamedWithWhatComesOfIt() throws Exception {
        try (ServerSocket silent = new ServerSocket();
                DatagramSocket udp = new DatagramSocket(null)) {
            silent.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0));
            udp.bind(silent.getLocalSocketAddress());
            Thread.ofVirtual().start(() -> answer(udp));
            Probe probe = new Probe(target(silent.getLocalPort(), "A".repeat(43) + "="), PATIENCE);
            Map<Lack, String> lacks = probe.lacks(scenario("udp = 5, tcp = 3, web-socket = 2"));
            assertThat(lacks).containsOnlyKeys(Lack.values());
            assertThat(lacks.get(Lack.TCP_DEVICES)).startsWith("devices cannot register by TCP (")
                    .endsWith("): 3 of them do so by UDP");
            assertThat(lacks.get(Lack.WEB_SOCKET_DEVICES)).endsWith("): 2 of them do so by UDP");
            assertThat(new Probe(target(silent.getLocalPort(), ""), PATIENCE).lacks(scenario("tcp = 3"))
                    .get(Lack.TCP_DEVICES)).contains("without --key");
        }
    }

    @Test
    void whoDoesNotAnswerAtAllIsNoServer() throws Exception {
        try (DatagramSocket silent = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
            Probe probe = new Probe(target(silent.getLocalPort(), ""), PATIENCE);
            assertThatThrownBy(() -> probe.lacks(scenario("udp = 1"))).isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + silent.getLocalPort())
                    .hasMessageContaining("expected: a rendezvous server");
        }
    }

    private static void answer(DatagramSocket udp) {
        byte[] answer = RendezvousMessage.newBuilder()
                .setRegisterPeerResponse(RegisterPeerResponse.newBuilder().setRequestPk(true)).build().toByteArray();
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        while (!udp.isClosed()) {
            try {
                udp.receive(packet);
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            } catch (IOException e) {
                return;
            }
        }
    }
}
