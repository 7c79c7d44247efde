package io.fairlead.load.place;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** The connections of one client: opened where its host is, to what its settings and names say. */
final class ClientSockets {
    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(18);

    private static final int RELAY_PORT = 21_117;
    private static final int WEB_PORT = 80;

    private final Host host;
    private final ClientSettings settings;

    ClientSockets(Host host, ClientSettings settings) {
        this.host = host;
        this.settings = settings;
    }

    /** A relay's leg, and where it was dialled. */
    record Leg(Wire wire, InetSocketAddress dialled) {
        String address() {
            return new HostPort(dialled.getAddress().getHostAddress(), dialled.getPort()).toString();
        }
    }

    Host host() {
        return host;
    }

    UdpWire datagrams() throws IOException {
        return host.datagrams(resolve(settings.server()));
    }

    TcpWire toServer() throws IOException {
        return host.connect(resolve(settings.server()), CONNECT_TIMEOUT);
    }

    /** The server over the transport that the user has chosen. */
    Wire toServerAsChosen() throws IOException {
        return settings.webSocket() ? webSocket(settings.server(), "/ws/id") : toServer();
    }

    boolean isServerIpv6() throws IOException {
        return resolve(settings.server()).getAddress().getAddress().length != 4;
    }

    /**
     * Opens a leg to a relay and asks for a session, at once.
     *
     * @param relay {@code host[:port]} as the client was told
     */
    Leg relay(String relay, String uuid) throws IOException {
        if (relay.isEmpty()) {
            throw new IOException("told no relay");
        }
        HostPort at;
        try {
            at = HostPort.parse(relay, RELAY_PORT);
        } catch (IllegalArgumentException e) {
            throw new IOException("told no relay but " + relay, e);
        }
        InetSocketAddress to = resolve(at);
        Wire wire = settings.webSocket() ? webSocket(at, "/ws/relay") : host.connect(to, CONNECT_TIMEOUT);
        wire.send(RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid(uuid).setLicenceKey(settings.key()))
                .build());
        return new Leg(wire, to);
    }

    /** Protocol section 12: two ports further by address, at a path of the web server by name. */
    private Wire webSocket(HostPort server, String path) throws IOException {
        InetSocketAddress to = resolve(server);
        return isLiteral(server.host())
                ? WebSocketLeg.open(
                        host.connect(new InetSocketAddress(to.getAddress(), to.getPort() + 2), CONNECT_TIMEOUT),
                        server.host(), "/")
                : WebSocketLeg.open(
                        host.connect(new InetSocketAddress(to.getAddress(), WEB_PORT), CONNECT_TIMEOUT),
                        server.host(), path);
    }

    private static boolean isLiteral(String name) {
        try {
            InetAddress.ofLiteral(name);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What the NAT between does, by two connections from one port, protocol section 7. */
    NatType natTest() throws IOException {
        InetSocketAddress server = resolve(settings.server());
        int first;
        InetSocketAddress from;
        try (TcpWire wire = host.connect(server, CONNECT_TIMEOUT)) {
            from = wire.local();
            first = seenPort(wire);
        }
        InetSocketAddress second = new InetSocketAddress(server.getAddress(), server.getPort() - 1);
        try (TcpWire wire = host.connect(second, from, CONNECT_TIMEOUT)) {
            return seenPort(wire) == first ? NatType.ASYMMETRIC : NatType.SYMMETRIC;
        }
    }

    private static int seenPort(Wire wire) throws IOException {
        wire.send(RendezvousMessage.newBuilder()
                .setTestNatRequest(TestNatRequest.getDefaultInstance())
                .build());
        return wire.receiveAnswer(CONNECT_TIMEOUT).getTestNatResponse().getPort();
    }

    private InetSocketAddress resolve(HostPort address) throws IOException {
        return new InetSocketAddress(settings.names().resolve(address.host()), address.port());
    }
}
