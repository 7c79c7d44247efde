package io.fairlead.relay.hop;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.cluster.relay.PairingDirectory;
import io.fairlead.cluster.relay.RelayAnnouncer;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.cluster.settings.LocalSettings;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.metrics.Meters;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.crypto.ServerKey;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.protocol.net.ProxyTrust;
import io.fairlead.relay.MeteredEvents;
import io.fairlead.relay.RelayServer;
import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.config.RelayCaps;
import io.fairlead.relay.config.RelayConfig;
import io.fairlead.relay.config.RelayPaths;
import io.fairlead.relay.config.RelayPeering;
import io.fairlead.relay.config.RelayPresence;
import io.fairlead.relay.config.RelayTimeouts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.DoubleStream;

/** One relay of a cluster, in this process. */
final class TestRelay implements AutoCloseable {
    static final String SECRET = "known to all relays";
    private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    final RecordedEvents events = new RecordedEvents();
    private final Meters meters = new Meters();
    private final RelayServer server;
    private final String nodeId;

    private TestRelay(Options options, String nodeId, PairingDirectory pairing) {
        this.nodeId = nodeId;
        RelayConfig config = new RelayConfig(
                nodeId,
                Optional.of(HERE),
                0,
                0,
                KeyRing.of(new ServerKey("", Optional.empty())),
                new BandwidthRules(options.singleBandwidth, options.totalBandwidth, 1e6, 1, Duration.ofMinutes(30)),
                new RelayTimeouts(Duration.ofSeconds(30), options.parking, options.idle, Duration.ofSeconds(30)),
                options.caps,
                ProxyTrust.NONE,
                true,
                options.directory,
                2,
                options.paths,
                Optional.of(new RelayPeering(
                        Optional.of(HERE),
                        0,
                        options.host,
                        OpaqueBytes.copyOf(options.secret.getBytes(StandardCharsets.US_ASCII)),
                        options.maxPeerConnections,
                        options.handshake)),
                new RelayPresence("relay.invalid", "north", "1"));
        this.server = RelayServer.start(config, pairing, options.known, new LocalSettings(), options.announcer,
                new MeteredEvents(meters, _ -> "public", events));
    }

    /** What a relay of a test has of its own. */
    static final class Options {
        Path directory = Path.of("no such directory");
        String secret = SECRET;
        String host = "127.0.0.1";
        Duration parking = Duration.ofSeconds(30);
        Duration idle = Duration.ofSeconds(30);
        Duration handshake = Duration.ofSeconds(3);
        RelayCaps caps = RelayCaps.DEFAULT;
        double singleBandwidth = 1e6;
        double totalBandwidth = 1e6;
        int maxPeerConnections = 1000;
        RelayPaths paths = RelayPaths.DEFAULT;
        Optional<SessionDirectory> known = Optional.empty();
        Optional<RelayAnnouncer> announcer = Optional.empty();

        TestRelay start(String nodeId, PairingDirectory pairing) {
            return new TestRelay(this, nodeId, pairing);
        }
    }

    RelayServer server() {
        return server;
    }

    LegHolder holder() {
        return new LegHolder(nodeId, "127.0.0.1:" + peerPort());
    }

    int peerPort() {
        return server.peerAddress().orElseThrow().getPort();
    }

    Wire leg(String uuid, boolean webSocket) throws IOException {
        return webSocket ? webSocketLeg(uuid) : tcpLeg(uuid, "127.0.0.1");
    }

    TcpWire tcpLeg(String uuid) throws IOException {
        return tcpLeg(uuid, "127.0.0.1");
    }

    TcpWire tcpLeg(String uuid, String from) throws IOException {
        TcpWire wire = TcpWire.connect(
                server.tcpAddress(), new InetSocketAddress(InetAddress.ofLiteral(from), 0), PATIENCE);
        wire.send(request(uuid));
        return wire;
    }

    private Wire webSocketLeg(String uuid) throws IOException {
        Wire wire = WebSocketWire.connect(
                URI.create("ws://127.0.0.1:" + server.webSocketAddress().getPort() + "/"), PATIENCE);
        wire.send(request(uuid));
        return wire;
    }

    /** Has the console carry a line out. */
    void console(String line) throws IOException {
        try (Socket socket = new Socket(HERE, server.tcpAddress().getPort())) {
            socket.getOutputStream().write(line.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }

    static RendezvousMessage request(String uuid) {
        return RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid(uuid).setId("123456789"))
                .build();
    }

    /** What a metric shows: of one series with its labels, or of all that have the name together. */
    double metric(String series) {
        double[] values = meters.scrape("text/plain").lines()
                .filter(line -> line.startsWith(series + " ") || line.startsWith(series + "{"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .toArray();
        if (values.length == 0) {
            throw new AssertionError("no metric " + series);
        }
        return DoubleStream.of(values).sum();
    }

    @Override
    public void close() {
        server.close();
        meters.close();
    }
}
