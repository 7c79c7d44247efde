package io.fairlead.cli.run;

import static io.fairlead.cli.run.Messages.freshId;
import static io.fairlead.cli.run.Messages.message;
import static io.fairlead.cli.run.Messages.punchHole;
import static io.fairlead.cli.run.Messages.punchHoleSent;
import static io.fairlead.cli.run.Messages.registerPk;
import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IPv6, and the one local network of {@code mask} and {@code local-ip}. */
class NetworksIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Map<Setting, String> LAN = Map.of(
            Setting.MASK, "127.0.10.0/24", Setting.LOCAL_IP, "127.0.10.1", Setting.RELAY_SERVERS, "127.0.0.1");
    private static final String INSIDE = "127.0.10.7";
    private static final String OUTSIDE = "127.0.0.7";

    @TempDir
    private Path directory;

    private final String id = freshId();

    private UdpWire device(Target target, String ip) throws IOException {
        UdpWire wire = new UdpWire(target.rendezvous(), at(ip));
        wire.send(registerPk(id));
        assertThat(wire.receive(PATIENCE).getRegisterPkResponse().getResult()).isEqualTo(Result.OK);
        return wire;
    }

    private static TcpWire tcp(Target target, String ip) throws IOException {
        return TcpWire.connect(target.rendezvous(), at(ip), PATIENCE);
    }

    @Test
    void clientsOfIpv6AreServedAndTheirAddressesCarried() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of())) {
            Target v6 = new Target("::1", server.target().port(), server.target().key());
            try (UdpWire device = device(v6, "::1");
                    TcpWire requester = tcp(server.target(), "127.0.0.2");
                    TcpWire v6Requester = tcp(v6, "::1");
                    TcpWire answering = tcp(v6, "::1")) {
                requester.send(message(punchHole(id, v6.key())));
                InetSocketAddress named = MangledAddress.decode(device.receive(PATIENCE).getPunchHole().getSocketAddr())
                        .orElseThrow();
                assertThat(named).isEqualTo(requester.local());

                v6Requester.send(message(punchHole(id, v6.key())));
                ByteString mangled = device.receive(PATIENCE).getPunchHole().getSocketAddr();
                assertThat(mangled.size()).isEqualTo(18);
                assertThat(MangledAddress.decode(mangled)).contains(v6Requester.local());

                answering.send(message(punchHoleSent(requester.local(), id)));
                assertThat(MangledAddress.decode(
                        requester.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getSocketAddr()))
                        .contains(answering.local());
                InetAddress loopback = InetAddress.ofLiteral("::1");
                assertThat(new SimulatedController(v6, loopback).online(List.of(id))).containsExactly(true);
                assertThat(new SimulatedController(v6, loopback).natTest()).isEqualTo(NatType.ASYMMETRIC);
            }
        }
    }

    @Test
    void bothInsideTheLocalNetworkMeetThere() throws Exception {
        try (TestServer server = TestServer.start(directory, LAN);
                UdpWire device = device(server.target(), INSIDE);
                TcpWire requester = tcp(server.target(), "127.0.10.8")) {
            requester.send(message(punchHole(id, server.target().key())));
            assertThat(device.receive(PATIENCE).getFetchLocalAddr().getRelayServer()).isEqualTo("127.0.10.1");
        }
    }

    @Test
    void aDeviceInsideAndARequesterOutsideMeetAtTheRelayEachByItsOwnAddress() throws Exception {
        try (TestServer server = TestServer.start(directory, LAN);
                UdpWire device = device(server.target(), INSIDE);
                TcpWire requester = tcp(server.target(), OUTSIDE);
                TcpWire answering = tcp(server.target(), INSIDE)) {
            requester.send(message(punchHole(id, server.target().key())));
            PunchHole push = device.receive(PATIENCE).getPunchHole();
            assertThat(push.getNatType()).isEqualTo(NatType.SYMMETRIC);
            assertThat(push.getRelayServer()).isEqualTo("127.0.10.1");
            answering.send(relayResponse(requester.local(), "127.0.10.1"));
            assertThat(requester.receive(PATIENCE).orElseThrow().getRelayResponse().getRelayServer())
                    .isEqualTo("127.0.0.1");
        }
    }

    @Test
    void aDeviceOutsideAndARequesterInsideMeetAtTheRelayEachByItsOwnAddress() throws Exception {
        try (TestServer server = TestServer.start(directory, LAN);
                UdpWire device = device(server.target(), OUTSIDE);
                TcpWire requester = tcp(server.target(), INSIDE);
                TcpWire answering = tcp(server.target(), OUTSIDE)) {
            requester.send(message(punchHole(id, server.target().key())));
            PunchHole push = device.receive(PATIENCE).getPunchHole();
            assertThat(push.getNatType()).isEqualTo(NatType.SYMMETRIC);
            assertThat(push.getRelayServer()).isEqualTo("127.0.0.1");
            answering.send(relayResponse(requester.local(), "127.0.0.1:21117"));
            assertThat(requester.receive(PATIENCE).orElseThrow().getRelayResponse().getRelayServer())
                    .isEqualTo("127.0.10.1");
        }
    }

    @Test
    void eachSideIsToldTheRelayAsItsNetworkReachesItInEveryMessage() throws Exception {
        Path networks = Files.writeString(directory.resolve("networks.conf"),
                """
                        office { cidrs = "127.0.10.0/24", relays { "127.0.0.1" = "127.0.10.1", far = "127.0.10.9" } }
                        """);
        Map<Setting, String> options = Map.of(
                Setting.NETWORKS_FILE, networks.toString(), Setting.RELAY_SERVERS, "127.0.0.1");
        try (TestServer server = TestServer.start(directory, options);
                UdpWire inside = device(server.target(), INSIDE);
                TcpWire requester = tcp(server.target(), OUTSIDE);
                TcpWire answering = tcp(server.target(), INSIDE);
                TcpWire again = tcp(server.target(), OUTSIDE)) {
            requester.send(message(punchHole(id, server.target().key())));
            assertThat(inside.receive(PATIENCE).getPunchHole().getRelayServer()).isEqualTo("127.0.10.1");
            answering.send(RendezvousMessage.newBuilder()
                    .setPunchHoleSent(
                            punchHoleSent(requester.local(), id).setRelayServer("127.0.10.1:21117"))
                    .build());
            assertThat(requester.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getRelayServer())
                    .isEqualTo("127.0.0.1");

            again.send(RendezvousMessage.newBuilder()
                    .setRequestRelay(RequestRelay.newBuilder().setId(id).setUuid("u").setRelayServer("127.0.0.1"))
                    .build());
            assertThat(inside.receive(PATIENCE).getRequestRelay().getRelayServer()).isEqualTo("127.0.10.1");
        }
    }

    @Test
    void aLocalAddressIsAnsweredWithTheRelayOfTheRequestersNetwork() throws Exception {
        Map<Setting, String> options = Map.of(
                Setting.LAN, "127.0.10.0/24", Setting.LAN_RELAY, "127.0.10.1", Setting.PUBLIC_HOST, "rd.example.com");
        try (TestServer server = TestServer.start(directory, options);
                UdpWire device = device(server.target(), INSIDE);
                TcpWire requester = tcp(server.target(), "127.0.10.8");
                TcpWire answering = tcp(server.target(), INSIDE)) {
            requester.send(message(punchHole(id, server.target().key())));
            assertThat(device.receive(PATIENCE).getFetchLocalAddr().getRelayServer()).isEqualTo("127.0.10.1");
            answering.send(RendezvousMessage.newBuilder()
                    .setLocalAddr(LocalAddr.newBuilder()
                            .setSocketAddr(MangledAddress.encode(requester.local()))
                            .setLocalAddr(MangledAddress.encode(new InetSocketAddress(INSIDE, 5)))
                            .setRelayServer("RD.example.com.:" + (server.target().port() + 1))
                            .setId(id)
                            .setVersion("1.4.3"))
                    .build());
            assertThat(requester.receive(PATIENCE).orElseThrow().getPunchHoleResponse().getRelayServer())
                    .isEqualTo("127.0.10.1");
        }
    }

    @Test
    void aChangedNetworksFileCountsWithoutARestart() throws Exception {
        Path networks = Files.writeString(directory.resolve("networks.conf"), "office.cidrs = 127.0.10.0/24\n");
        Map<Setting, String> options = Map.of(
                Setting.NETWORKS_FILE, networks.toString(), Setting.RELAY_SERVERS, "127.0.0.1");
        try (TestServer server = TestServer.start(directory, options);
                UdpWire device = device(server.target(), INSIDE)) {
            assertThat(pushed(server.target(), device).hasFetchLocalAddr()).isTrue();

            Files.writeString(networks, "office { cidrs = 127.0.10.0/24, same-site = neither }\n");
            Files.writeString(networks, "office { cidrs = 127.0.10.0/24, same-site = relay }\n");
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                RendezvousMessage push = pushed(server.target(), device);
                assertThat(push.getPunchHole().getNatType()).as("%s", push).isEqualTo(NatType.SYMMETRIC);
            });
        }
    }

    private RendezvousMessage pushed(Target target, UdpWire device) throws IOException {
        try (TcpWire requester = tcp(target, "127.0.10.8")) {
            requester.send(message(punchHole(id, target.key())));
            return device.receive(PATIENCE);
        }
    }

    private RendezvousMessage relayResponse(InetSocketAddress requester, String relay) {
        return RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder()
                        .setSocketAddr(MangledAddress.encode(requester))
                        .setUuid("session")
                        .setRelayServer(relay)
                        .setId(id)
                        .setVersion("1.4.3"))
                .build();
    }
}
