package io.fairlead.load.client;

import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.message.IdPk;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.protocol.message.TestNatRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;

/**
 * A controlling client (A), protocol sections 7 to 10: asks for a device, tries the direct way, falls back to the
 * relay, and checks that what it sends comes back.
 */
public final class SimulatedController {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(18);

    /** A client waits so long for the answer to its first, second and third request. */
    private static final List<Duration> ANSWER_TIMEOUTS = List.of(Duration.ofSeconds(3), Duration.ofSeconds(6),
            Duration.ofSeconds(9));

    private static final Duration LOCAL_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration DIRECT_TIMEOUT = Duration.ofSeconds(3);
    private static final int CHUNK = 16 * 1024;

    private final Target target;
    private final InetAddress source;

    /**
     * A controller at a local address.
     *
     * @param target the server
     * @param source the local address that it uses, for TCP
     */
    public SimulatedController(Target target, InetAddress source) {
        this.target = target;
        this.source = source;
    }

    /** Which way a session went. */
    public enum Way {
        /** Through punched NATs. */
        DIRECT,
        /** Inside one intranet. */
        SAME_INTRANET,
        /** Through a relay. */
        RELAY
    }

    /**
     * How to connect.
     *
     * @param webSocket  over WebSocket, to server and relay
     * @param forceRelay do not try a direct way
     * @param natType    what is said of the own NAT
     * @param bytes      sent, and expected back
     */
    public record Request(boolean webSocket, boolean forceRelay, NatType natType, int bytes) {
        /**
         * The usual way: TCP, direct if possible.
         *
         * @param bytes sent, and expected back
         * @return the request
         */
        public static Request direct(int bytes) {
            return new Request(false, false, NatType.ASYMMETRIC, bytes);
        }
    }

    /**
     * A session that was had.
     *
     * @param way      which way it went
     * @param verified whether the server vouched for the device
     * @param bytes    sent, and come back unchanged
     * @param setUp    from the request to the open session
     */
    public record Session(Way way, boolean verified, long bytes, Duration setUp) {}

    /** The server would not introduce the two, and said why. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;

        RefusedException(String reason) {
            super(reason);
        }
    }

    /**
     * Has a session with a device.
     *
     * @param id      the device
     * @param request how
     * @return how it went
     * @throws RefusedException when the server says no
     * @throws IOException      when there is no session, or not the same bytes come back
     */
    public Session connect(String id, Request request) throws IOException {
        long started = System.nanoTime();
        try (Wire server = toServer(request.webSocket())) {
            RendezvousMessage answer = ask(server, punchHole(id, request));
            if (answer.hasRelayResponse()) {
                RelayResponse response = answer.getRelayResponse();
                boolean verified = verify(id, response.getPk().toByteArray());
                Wire session = Relays.open(
                        target, response.getRelayServer(), response.getUuid(), source, request.webSocket());
                return run(session, Way.RELAY, verified, request, started);
            }
            PunchHoleResponse response = answer.getPunchHoleResponse();
            if (response.getSocketAddr().isEmpty()) {
                throw new RefusedException(
                        response.getOtherFailure().isEmpty()
                                ? response.getFailure().name()
                                : response.getOtherFailure());
            }
            return direct(id, response, server, request, started);
        }
    }

    private RendezvousMessage punchHole(String id, Request request) {
        return RendezvousMessage.newBuilder()
                .setPunchHoleRequest(PunchHoleRequest.newBuilder()
                        .setId(id)
                        .setLicenceKey(target.key())
                        .setNatType(request.natType())
                        .setForceRelay(request.forceRelay())
                        .setVersion("1.4.3"))
                .build();
    }

    /** Repeats the request on the same connection, as clients do. */
    private static RendezvousMessage ask(Wire server, RendezvousMessage request) throws IOException {
        for (Duration timeout : ANSWER_TIMEOUTS) {
            server.send(request);
            try {
                return server.receiveAnswer(timeout);
            } catch (SocketTimeoutException e) {
                if (timeout.equals(ANSWER_TIMEOUTS.getLast())) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException("the last time-out throws");
    }

    private Session direct(String id, PunchHoleResponse response, Wire server, Request request, long started)
            throws IOException {
        boolean verified = verify(id, response.getPk().toByteArray());
        InetSocketAddress device = MangledAddress.decode(response.getSocketAddr())
                .orElseThrow(() -> new IOException("the device's address is no address"));
        boolean local = response.getIsLocal();
        InetSocketAddress from = server instanceof TcpWire tcp ? tcp.local() : new InetSocketAddress(source, 0);
        Wire session;
        try {
            session = TcpWire.connect(device, from, local ? LOCAL_TIMEOUT : DIRECT_TIMEOUT);
        } catch (IOException e) {
            return relay(id, response.getRelayServer(), verified, request, started);
        }
        return run(session, local ? Way.SAME_INTRANET : Way.DIRECT, verified, request, started);
    }

    /**
     * Has a session through a relay, asking for it on a connection of its own.
     *
     * @param id          the device
     * @param relayServer {@code host[:port]}; empty = the relay beside the rendezvous server
     * @param request     how
     * @return how it went
     * @throws RefusedException when the server says no
     * @throws IOException      when there is no session, or not the same bytes come back
     */
    public Session relay(String id, String relayServer, Request request) throws IOException {
        return relay(id, relayServer, false, request, System.nanoTime());
    }

    private Session relay(String id, String relayServer, boolean verified, Request request, long started)
            throws IOException {
        String uuid = UUID.randomUUID().toString();
        try (Wire server = toServer(request.webSocket())) {
            server.send(RendezvousMessage.newBuilder()
                    .setRequestRelay(RequestRelay.newBuilder()
                            .setId(id)
                            .setUuid(uuid)
                            .setRelayServer(relayServer)
                            .setSecure(true))
                    .build());
            RendezvousMessage answer = server.receiveAnswer(CONNECT_TIMEOUT);
            String refused = answer.getRelayResponse().getRefuseReason();
            if (!refused.isEmpty()) {
                throw new RefusedException(refused);
            }
            Wire session = Relays.open(target, relayServer, uuid, source, request.webSocket());
            return run(session, Way.RELAY, verified, request, started);
        }
    }

    private Session run(Wire session, Way way, boolean verified, Request request, long started) throws IOException {
        Duration setUp = Duration.ofNanos(System.nanoTime() - started);
        try (session) {
            exchange(session, request.bytes());
        }
        return new Session(way, verified, request.bytes(), setUp);
    }

    private static void exchange(Wire session, int bytes) throws IOException {
        Random random = new Random(bytes);
        int left = bytes;
        while (left > 0) {
            byte[] chunk = new byte[Math.min(left, CHUNK)];
            random.nextBytes(chunk);
            session.sendPayload(chunk);
            byte[] back = session.receivePayload(CONNECT_TIMEOUT)
                    .orElseThrow(() -> new IOException("the session ended early"));
            if (!Arrays.equals(chunk, back)) {
                throw new IOException("other bytes came back than were sent");
            }
            left -= chunk.length;
        }
    }

    /** Empty when the server vouches for nobody, as some do; a wrong signature is never right. */
    private boolean verify(String id, byte[] signed) throws IOException {
        if (signed.length == 0 || target.key().isEmpty()) {
            return false;
        }
        Optional<IdPk> identity = SignedIdentity.open(signed, Base64.getDecoder().decode(target.key()));
        if (identity.filter(known -> known.getId().equals(id)).isEmpty()) {
            throw new IOException("the device's identity is not signed by the server's key");
        }
        return true;
    }

    private Wire toServer(boolean webSocket) throws IOException {
        return webSocket
                ? WebSocketWire.connect(target.rendezvousWebSocket(), CONNECT_TIMEOUT)
                : TcpWire.connect(target.rendezvous(), new InetSocketAddress(source, 0), CONNECT_TIMEOUT);
    }

    /**
     * Asks which devices are online.
     *
     * @param ids the devices
     * @return one answer each, in their order
     * @throws IOException when the server does not answer, or with too few bits
     */
    public List<Boolean> online(List<String> ids) throws IOException {
        try (Wire wire = TcpWire.connect(target.natTest(), new InetSocketAddress(source, 0), CONNECT_TIMEOUT)) {
            wire.send(RendezvousMessage.newBuilder()
                    .setOnlineRequest(OnlineRequest.newBuilder().setId("0").addAllPeers(ids))
                    .build());
            byte[] states = wire.receiveAnswer(CONNECT_TIMEOUT)
                    .getOnlineResponse()
                    .getStates()
                    .toByteArray();
            if (states.length != (ids.size() + Byte.SIZE - 1) / Byte.SIZE) {
                throw new IOException(states.length + " bytes for " + ids.size() + " devices");
            }
            List<Boolean> online = new ArrayList<>();
            for (int i = 0; i < ids.size(); i++) {
                online.add((states[i / Byte.SIZE] & (0x80 >>> (i % Byte.SIZE))) != 0);
            }
            return online;
        }
    }

    /**
     * Finds out what kind of NAT is in between, by two connections from one local port.
     *
     * @return ASYMMETRIC when the server saw the same port twice, else SYMMETRIC
     * @throws IOException when the server does not answer
     */
    public NatType natTest() throws IOException {
        int first;
        InetSocketAddress from;
        try (TcpWire wire = TcpWire.connect(target.rendezvous(), new InetSocketAddress(source, 0), CONNECT_TIMEOUT)) {
            from = wire.local();
            first = seenPort(wire);
        }
        try (TcpWire wire = TcpWire.connect(target.natTest(), from, CONNECT_TIMEOUT)) {
            return seenPort(wire) == first ? NatType.ASYMMETRIC : NatType.SYMMETRIC;
        }
    }

    private static int seenPort(Wire wire) throws IOException {
        wire.send(RendezvousMessage.newBuilder()
                .setTestNatRequest(TestNatRequest.getDefaultInstance())
                .build());
        return wire.receiveAnswer(CONNECT_TIMEOUT)
                .getTestNatResponse()
                .getPort();
    }
}
