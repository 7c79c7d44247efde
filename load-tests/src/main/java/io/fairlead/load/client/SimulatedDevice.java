package io.fairlead.load.client;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.FetchLocalAddr;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controlled client (B), protocol sections 6 and 8: registers by UDP, keeps its registration alive, and answers
 * pushes as real ones do. In sessions it sends back what it gets.
 */
public final class SimulatedDevice implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SimulatedDevice.class);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(18);

    /** How long a device waits for the requester's direct connection. */
    private static final Duration ACCEPT_TIMEOUT = Duration.ofSeconds(10);

    private final Target target;
    private final DeviceProfile profile;
    private final boolean relayOverWebSocket;
    private final UdpRegistration registration;

    private SimulatedDevice(Target target, DeviceProfile profile, boolean relayOverWebSocket) throws IOException {
        this.target = target;
        this.profile = profile;
        this.relayOverWebSocket = relayOverWebSocket;
        this.registration = new UdpRegistration(
                profile, new UdpWire(target.rendezvous(), new InetSocketAddress(profile.source(), 0)), this::on);
    }

    /**
     * Starts a device, which begins to register.
     *
     * @param target             the server
     * @param profile            who the device is
     * @param relayOverWebSocket whether its own legs to relays are WebSocket
     * @return the device
     * @throws IOException when its socket can't be had
     */
    public static SimulatedDevice start(Target target, DeviceProfile profile, boolean relayOverWebSocket)
            throws IOException {
        SimulatedDevice device = new SimulatedDevice(target, profile, relayOverWebSocket);
        device.registration.start("device-" + profile.id());
        return device;
    }

    /**
     * Tells when the server has first confirmed the device.
     *
     * @return completes then; fails when the server refuses the device or the device is closed before
     */
    public CompletionStage<Void> registered() {
        return registration.registered();
    }

    private void on(RendezvousMessage message) {
        switch (message.getUnionCase()) {
            case PUNCH_HOLE -> answer(() -> punch(message.getPunchHole()));
            case FETCH_LOCAL_ADDR -> answer(() -> local(message.getFetchLocalAddr()));
            case REQUEST_RELAY -> answer(() -> relay(message.getRequestRelay()));
            default ->
                log.atDebug().addKeyValue("kind", message.getUnionCase()).log("device passes a message over");
        }
    }

    /** Told no relay, a client takes the one beside its ID server and names that, protocol section 8. */
    private String relay(String told) {
        return told.isEmpty() ? new HostPort(target.host(), target.port() + 1).toString() : told;
    }

    @FunctionalInterface
    private interface Answer {
        void run() throws IOException;
    }

    private void answer(Answer answer) {
        Thread.ofVirtual().name("session-of-" + profile.id()).start(() -> {
            try {
                answer.run();
            } catch (IOException e) {
                log.atDebug().addKeyValue("id", profile.id()).setCause(e).log("session ended");
            }
        });
    }

    private void punch(PunchHole push) throws IOException {
        if (push.getNatType() == NatType.SYMMETRIC || push.getForceRelay()) {
            relayAtOnce(push.getSocketAddr(), relay(push.getRelayServer()));
            return;
        }
        direct(message -> message.setPunchHoleSent(PunchHoleSent.newBuilder()
                .setSocketAddr(push.getSocketAddr())
                .setId(profile.id())
                .setRelayServer(relay(push.getRelayServer()))
                .setNatType(NatType.ASYMMETRIC)
                .setVersion(profile.version())), push.getSocketAddr());
    }

    private void local(FetchLocalAddr push) throws IOException {
        TcpWire toServer = toServer();
        direct(toServer, message -> message.setLocalAddr(LocalAddr.newBuilder()
                .setSocketAddr(push.getSocketAddr())
                .setLocalAddr(MangledAddress.encode(toServer.local()))
                .setRelayServer(relay(push.getRelayServer()))
                .setId(profile.id())
                .setVersion(profile.version())));
    }

    private void direct(Consumer<RendezvousMessage.Builder> answer, ByteString requester) throws IOException {
        TcpWire toServer = toServer();
        punchTowards(toServer.local(), requester);
        direct(toServer, answer);
    }

    /** The SYN that opens this side's NAT; that nobody accepts it is what is expected. */
    private static void punchTowards(InetSocketAddress local, ByteString requester) {
        MangledAddress.decode(requester).filter(MangledAddress::isPresent).ifPresent(address -> {
            try {
                TcpWire.connect(address, local, Duration.ofMillis(200)).close();
            } catch (IOException e) {
                log.atTrace().setCause(e).log("hole punched");
            }
        });
    }

    /** Listens where the server saw the answer come from, tells the server, and serves the requester. */
    private void direct(TcpWire toServer, Consumer<RendezvousMessage.Builder> answer) throws IOException {
        try (toServer;
                ServerSocket listening = new ServerSocket()) {
            listening.setReuseAddress(true);
            listening.setOption(StandardSocketOptions.SO_REUSEPORT, true);
            listening.bind(toServer.local());
            listening.setSoTimeout(Math.toIntExact(ACCEPT_TIMEOUT.toMillis()));
            RendezvousMessage.Builder message = RendezvousMessage.newBuilder();
            answer.accept(message);
            toServer.send(message.build());
            try (Socket accepted = listening.accept();
                    Wire session = new TcpWire(accepted)) {
                EchoSessions.serve(session);
            }
        }
    }

    private void relayAtOnce(ByteString requester, String relayServer) throws IOException {
        String uuid = UUID.randomUUID().toString();
        try (TcpWire toServer = toServer()) {
            toServer.send(RendezvousMessage.newBuilder()
                    .setRelayResponse(RelayResponse.newBuilder()
                            .setSocketAddr(requester)
                            .setUuid(uuid)
                            .setRelayServer(relayServer)
                            .setId(profile.id())
                            .setVersion(profile.version()))
                    .build());
            serveRelayed(relayServer, uuid);
        }
    }

    private void relay(RequestRelay push) throws IOException {
        try (TcpWire toServer = toServer()) {
            toServer.send(RendezvousMessage.newBuilder()
                    .setRelayResponse(RelayResponse.newBuilder()
                            .setSocketAddr(push.getSocketAddr())
                            .setVersion(profile.version()))
                    .build());
            serveRelayed(push.getRelayServer(), push.getUuid());
        }
    }

    private void serveRelayed(String relayServer, String uuid) throws IOException {
        try (Wire session = Relays.open(target, relayServer, uuid, profile.source(), relayOverWebSocket)) {
            EchoSessions.serve(session);
        }
    }

    private TcpWire toServer() throws IOException {
        return TcpWire.connect(target.rendezvous(), new InetSocketAddress(profile.source(), 0), CONNECT_TIMEOUT);
    }

    @Override
    public void close() {
        registration.close();
    }
}
