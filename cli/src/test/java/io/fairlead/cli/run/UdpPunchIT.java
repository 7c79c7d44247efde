package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.punchHoleSent;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** UDP hole punching, and answers that are bound to requests, protocol sections 7 and 8. */
class UdpPunchIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration SILENCE = Duration.ofMillis(400);
    private static final String DEVICE = "127.0.0.2";
    private static final String STRANGER = "127.0.0.66";

    @TempDir
    private Path directory;

    private TestServer server;
    private UdpWire device;
    private final String id = freshId();

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(directory, Map.of());
        device = udp(DEVICE);
        device.send(registerPk(id));
        assertThat(device.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
    }

    @AfterEach
    void stop() {
        device.close();
        server.close();
    }

    private UdpWire udp(String ip) throws IOException {
        return new UdpWire(server.target().rendezvous(), at(ip));
    }

    private TcpWire tcp(String ip) throws IOException {
        return TcpWire.connect(server.target().rendezvous(), at(ip), PATIENCE);
    }

    private PunchHole ask(TcpWire requester, int udpPort) throws IOException {
        requester.send(message(punchHole(id, server.target().key()).setUdpPort(udpPort)));
        return device.receive(PATIENCE).getPunchHole();
    }

    private void awaitDropped(String reason, int count) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(server.metrics())
                .contains("fairlead_rendezvous_answers_dropped_total{reason=\"" + reason + "\"} " + count));
    }

    @Test
    void aClientLearnsTheOuterPortOfItsUdpSocket() throws Exception {
        try (UdpWire socket = udp("127.0.0.3")) {
            for (int serial : new int[]{0, 5}) {
                socket.send(RendezvousMessage.newBuilder()
                        .setTestNatRequest(TestNatRequest.newBuilder().setSerial(serial))
                        .build());
                RendezvousMessage answer = socket.receive(PATIENCE);
                assertThat(answer.getTestNatResponse().getPort()).isEqualTo(socket.local().getPort());
                assertThat(answer.getSerializedSize()).as("no use for amplification").isLessThanOrEqualTo(8);
            }
        }
    }

    @Test
    void theDeviceIsToldTheUdpPortAndAnswersFromANewSocket() throws Exception {
        try (TcpWire requester = tcp("127.0.0.3");
                UdpWire punching = udp(DEVICE)) {
            PunchHole push = ask(requester, 45_678);
            assertThat(push.getUdpPort()).isEqualTo(45_678);
            for (int i = 0; i < 3; i++) {
                punching.send(message(punchHoleSent(requester.local(), id)));
            }
            PunchHoleResponse response = requester.receive(PATIENCE).orElseThrow().getPunchHoleResponse();
            assertThat(response.getIsUdp()).isTrue();
            assertThat(MangledAddress.decode(response.getSocketAddr())).contains(punching.local());
            assertThat(response.getPk()).isNotEmpty();
            awaitDropped("nobody_waits", 2);
            assertThatThrownBy(() -> punching.receive(SILENCE)).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aRequestThatIsRepeatedIsTriedByTcp() throws Exception {
        try (TcpWire requester = tcp("127.0.0.3")) {
            assertThat(ask(requester, 45_678).getUdpPort()).isEqualTo(45_678);
            assertThat(ask(requester, 45_678).getUdpPort()).isZero();
        }
    }

    @Test
    void aLocalAddressByUdpIsAnsweredOnTheConnection() throws Exception {
        try (TcpWire requester = tcp("127.0.0.3");
                UdpWire answering = udp(DEVICE)) {
            ask(requester, 45_678);
            answering.send(RendezvousMessage.newBuilder()
                    .setLocalAddr(LocalAddr.newBuilder()
                            .setId(id)
                            .setSocketAddr(MangledAddress.encode(requester.local()))
                            .setLocalAddr(MangledAddress.encode(answering.local())))
                    .build());
            PunchHoleResponse response = requester.receive(PATIENCE).orElseThrow().getPunchHoleResponse();
            assertThat(response.getIsUdp()).isTrue();
            assertThat(response.getIsLocal()).isTrue();
        }
    }

    @Test
    void theKnownReflectionsLeadNowhere() throws Exception {
        try (UdpWire victim = udp("127.0.0.9");
                UdpWire attacker = udp(STRANGER)) {
            // Each names the victim, who must not get a datagram; nor does the attacker.
            attacker.send(message(punchHole(id, server.target().key()).setUdpPort(victim.local().getPort())));
            attacker.send(message(punchHoleSent(victim.local(), id)));
            attacker.send(RendezvousMessage.newBuilder()
                    .setLocalAddr(LocalAddr.newBuilder()
                            .setId(id)
                            .setSocketAddr(MangledAddress.encode(victim.local()))
                            .setLocalAddr(MangledAddress.encode(victim.local())))
                    .build());
            // The same with the victim's address as the source, and with the device's.
            victim.send(message(punchHole(id, server.target().key())));
            device.send(message(punchHoleSent(victim.local(), id)));
            awaitDropped("nobody_waits", 3);
            for (UdpWire silent : new UdpWire[]{victim, attacker, device}) {
                assertThatThrownBy(() -> silent.receive(SILENCE)).isInstanceOf(SocketTimeoutException.class);
            }
        }
    }

    @Test
    void aStrangersDatagramDoesNotAnswerForTheDevice() throws Exception {
        try (TcpWire requester = tcp("127.0.0.3");
                UdpWire stranger = udp(STRANGER);
                UdpWire punching = udp(DEVICE)) {
            ask(requester, 45_678);
            stranger.send(message(punchHoleSent(requester.local(), id)));
            punching.send(message(punchHoleSent(requester.local(), freshId())));
            awaitDropped("foreign", 2);
            punching.send(message(punchHoleSent(requester.local(), id)));
            PunchHoleResponse response = requester.receive(PATIENCE).orElseThrow().getPunchHoleResponse();
            assertThat(MangledAddress.decode(response.getSocketAddr())).contains(punching.local());
        }
    }

    @Test
    void aStrangersConnectionNeitherAnswersNorRefusesForTheDevice() throws Exception {
        try (TcpWire requester = tcp("127.0.0.3")) {
            requester.send(Messages.requestRelay(id, ""));
            assertThat(device.receive(PATIENCE).hasRequestRelay()).isTrue();
            try (TcpWire stranger = tcp(STRANGER)) {
                ByteString named = MangledAddress.encode(requester.local());
                stranger.send(relayResponse(RelayResponse.newBuilder().setSocketAddr(named).setId(freshId())));
                stranger.send(relayResponse(RelayResponse.newBuilder().setSocketAddr(named).setRefuseReason("no")));
                awaitDropped("foreign", 2);
            }
            try (TcpWire answering = tcp(DEVICE)) {
                answering.send(relayResponse(
                        RelayResponse.newBuilder().setSocketAddr(MangledAddress.encode(requester.local()))));
                assertThat(requester.receive(PATIENCE).orElseThrow().getRelayResponse().getRefuseReason()).isEmpty();
            }
        }
    }

    private static RendezvousMessage relayResponse(RelayResponse.Builder response) {
        return RendezvousMessage.newBuilder().setRelayResponse(response).build();
    }

    @Test
    void aCallerCannotSendTheDeviceToAnyAddress() throws Exception {
        try (TcpWire requester = tcp("127.0.0.3")) {
            requester.send(Messages.requestRelay(id, "victim.example:80"));
            assertThat(device.receive(PATIENCE).getRequestRelay().getRelayServer()).isEmpty();
        }
    }

    @Test
    void aCallerMayNameTheRelayThatTheDeviceItselfNamed() throws Exception {
        try (TcpWire requester = tcp("127.0.0.3");
                TcpWire answering = tcp(DEVICE)) {
            ask(requester, 0);
            answering.send(message(punchHoleSent(requester.local(), id).setRelayServer("own.example")));
            assertThat(requester.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getRelayServer())
                    .isEqualTo("own.example");
        }
        try (TcpWire requester = tcp("127.0.0.3")) {
            requester.send(Messages.requestRelay(id, "own.example:21117"));
            assertThat(device.receive(PATIENCE).getRequestRelay().getRelayServer()).isEqualTo("own.example:21117");
        }
    }
}
