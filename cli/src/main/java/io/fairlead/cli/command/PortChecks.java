package io.fairlead.cli.command;

import io.fairlead.load.client.Relays;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** What the doctor checks: each port, by the messages that clients send there. */
final class PortChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Target target;
    private final InetAddress anyAddress = new InetSocketAddress(0).getAddress();

    PortChecks(Target target) {
        this.target = target;
    }

    /** What a check found. */
    record Finding(boolean well, String text) {}

    @FunctionalInterface
    private interface Probe {
        String run() throws IOException;
    }

    /** One check: its name, what it does, and what to do when it fails. */
    record Check(String name, Probe probe, String remedy) {
        Finding run() {
            try {
                return new Finding(true, probe.run());
            } catch (IOException e) {
                return new Finding(false, Failures.text(e) + ". " + remedy);
            }
        }
    }

    List<Check> all() {
        int port = target.port();
        return List.of(
                new Check("UDP " + port + ", registration", this::registration,
                        "Open UDP " + port + " in firewall and port forward; a load balancer must pass UDP too."),
                new Check("TCP " + port + " and " + (port - 1) + ", NAT test", this::natTest,
                        "Open TCP " + port + " and " + (port - 1) + " in firewall and port forward."),
                new Check("TCP " + (port - 1) + ", online query", this::online,
                        "Open TCP " + (port - 1) + " in firewall and port forward."),
                new Check("TCP " + (port + 1) + ", relay", () -> relay(false, false),
                        "Is a relay running there, and does it demand a key (give --key)? Open TCP " + (port + 1)
                                + "."),
                new Check("TCP " + (port + 2) + ", WebSocket", this::webSocket,
                        "Only web clients and 'allow WebSocket' need it: open TCP " + (port + 2) + "."),
                new Check("TCP " + (port + 3) + ", relay over WebSocket", () -> relay(true, false),
                        "Only web clients and 'allow WebSocket' need it: open TCP " + (port + 3) + "."));
    }

    private String registration() throws IOException {
        try (UdpWire udp = new UdpWire(target.rendezvous(), new InetSocketAddress(0))) {
            // An id that nobody has: the server asks for its key and stores nothing.
            udp.send(RendezvousMessage.newBuilder()
                    .setRegisterPeer(RegisterPeer.newBuilder().setId("doctor-" + UUID.randomUUID()))
                    .build());
            if (!udp.receive(PATIENCE).getRegisterPeerResponse().getRequestPk()) {
                throw new IOException("an unknown device was not asked for its key");
            }
            return "answers";
        }
    }

    private String natTest() throws IOException {
        NatType type = new SimulatedController(target, anyAddress).natTest();
        return type == NatType.ASYMMETRIC
                ? "both ports see the same source port, devices here can be reached directly"
                : "the two ports see different source ports: this network, or a proxy before the server, rewrites them,"
                        + " so sessions from here go through the relay";
    }

    private String online() throws IOException {
        List<Boolean> states = new SimulatedController(target, anyAddress).online(List.of("doctor-nobody"));
        return states.getFirst() ? "an id that nobody has is online" : "answers";
    }

    private String webSocket() throws IOException {
        try (WebSocketWire wire = WebSocketWire.connect(target.rendezvousWebSocket(), PATIENCE)) {
            wire.send(RendezvousMessage.newBuilder()
                    .setOnlineRequest(OnlineRequest.newBuilder().setId("0").addPeers("doctor-nobody"))
                    .build());
            RendezvousMessage answer = wire.receive(PATIENCE)
                    .orElseThrow(() -> new IOException("the server closed the connection"));
            if (!answer.hasOnlineResponse()) {
                throw new IOException("the server answers an online query by " + answer.getUnionCase());
            }
            return "answers";
        }
    }

    private String relay(boolean firstByWebSocket, boolean secondByWebSocket) throws IOException {
        String uuid = UUID.randomUUID().toString();
        byte[] sent = uuid.getBytes(StandardCharsets.UTF_8);
        try (Wire first = Relays.open(target, "", uuid, anyAddress, firstByWebSocket);
                Wire second = Relays.open(target, "", uuid, anyAddress, secondByWebSocket)) {
            first.sendPayload(sent);
            byte[] got = second.receivePayload(PATIENCE)
                    .orElseThrow(() -> new IOException("the relay closed the connection"));
            if (!Arrays.equals(sent, got)) {
                throw new IOException("other bytes came out than went in");
            }
            return "two sides meet, bytes go through";
        }
    }
}
