package io.fairlead.load.place;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.load.place.Outcome.DeviceSide;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A controlling client in its place (A), protocol sections 7 to 9: finds out what its NAT does, asks for a device, does
 * what the server says, falls back to the relay that it was told, and moves bytes. Safe for use by any thread.
 */
public final class PlacedController {
    private static final Logger log = LoggerFactory.getLogger(PlacedController.class);

    /** A client waits so long for the answer to its first, second and third request. */
    private static final List<Duration> ANSWER_TIMEOUTS = List.of(Duration.ofSeconds(3), Duration.ofSeconds(6),
            Duration.ofSeconds(9));

    private static final int RELAY_TRIES = 3;
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration DEVICE_PATIENCE = Duration.ofSeconds(5);
    private static final String VERSION = "1.4.3";

    private final ClientSettings settings;
    private final ClientSockets sockets;
    private final SecureRandom random = new SecureRandom();

    /**
     * A controller that does nothing yet.
     *
     * @param host     where
     * @param settings what its user has entered
     */
    public PlacedController(Host host, ClientSettings settings) {
        this.settings = settings;
        this.sockets = new ClientSockets(host, settings);
    }

    /**
     * Has a session with a device, if they can meet.
     *
     * @param device whom
     * @param bytes  each way
     * @return what became of it
     */
    public Outcome connect(PlacedDevice device, int bytes) {
        return new Attempt(device, bytes).run();
    }

    /** One wish. What is known of it so far is in its fields, which a failure leaves as they are. */
    private final class Attempt {
        private final PlacedDevice device;
        private final int bytes;
        private final long seed = random.nextLong();
        private String session = String.valueOf(seed);
        private NatType nat = NatType.SYMMETRIC;
        private long started;
        private Introduction introduction = Introduction.NONE;
        private String told = "";
        private String dialled = "";

        Attempt(PlacedDevice device, int bytes) {
            this.device = device;
            this.bytes = bytes;
        }

        Outcome run() {
            try {
                if (!settings.webSocket() && !settings.forceRelay()) {
                    nat = sockets.natTest();
                }
                started = System.nanoTime();
                try (Wire server = sockets.toServerAsChosen()) {
                    RendezvousMessage answer = ask(server);
                    return answer.hasRelayResponse()
                            ? invited(answer.getRelayResponse())
                            : told(answer.getPunchHoleResponse(), server);
                }
            } catch (IOException e) {
                return outcome(Route.FAILED, started, e.toString());
            }
        }

        private Outcome outcome(Route route, long connected, String failure) {
            DeviceSide side = device.side(session, DEVICE_PATIENCE);
            boolean met = route != Route.FAILED && side.ended().isEmpty();
            return new Outcome(introduction, met ? route : Route.FAILED, told, side, dialled,
                    Duration.ofNanos(met ? connected - started : 0), met ? bytes : 0,
                    met ? "" : failure.isEmpty() ? side.ended() : failure);
        }

        /** Repeats the request on the same connection, as clients do. */
        private RendezvousMessage ask(Wire server) throws IOException {
            RendezvousMessage request = RendezvousMessage.newBuilder()
                    .setPunchHoleRequest(PunchHoleRequest.newBuilder()
                            .setId(device.id())
                            .setLicenceKey(settings.key())
                            .setNatType(nat)
                            .setForceRelay(settings.forceRelay())
                            .setVersion(VERSION))
                    .build();
            for (Duration timeout : ANSWER_TIMEOUTS) {
                server.send(request);
                try {
                    return server.receiveAnswer(timeout);
                } catch (SocketTimeoutException e) {
                    log.atDebug().addKeyValue("id", device.id()).log("asking again");
                }
            }
            throw new IOException("no answer to " + ANSWER_TIMEOUTS.size() + " requests");
        }

        private Outcome invited(RelayResponse response) throws IOException {
            introduction = Introduction.RELAY_AT_ONCE;
            told = response.getRelayServer();
            return relayed(response.getUuid());
        }

        private Outcome told(PunchHoleResponse response, Wire server) throws IOException {
            if (response.getSocketAddr().isEmpty()) {
                throw new IOException("refused: " + (response.getOtherFailure().isEmpty()
                        ? response.getFailure().name()
                        : response.getOtherFailure()));
            }
            boolean local = response.getIsLocal();
            introduction = local ? Introduction.LOCAL_ADDRESS : Introduction.PUNCH;
            told = response.getRelayServer();
            InetSocketAddress address = MangledAddress.decode(response.getSocketAddr())
                    .orElseThrow(() -> new IOException("the device's address is no address"));
            Wire direct;
            try {
                direct = direct(address, server, patience(local, response.getNatType()));
            } catch (IOException e) {
                return askForRelay();
            }
            long connected;
            try (direct) {
                connected = new Exchange(direct).control(seed, bytes);
            }
            return outcome(route(local, address), connected, "");
        }

        private static Route route(boolean local, InetSocketAddress address) {
            if (local) {
                return Route.DIRECT_LOCAL;
            }
            return address.getAddress().getAddress().length == 4 ? Route.DIRECT_PUNCH : Route.DIRECT_V6;
        }

        /** From the port that the device was told of. */
        private Wire direct(InetSocketAddress address, Wire server, Duration patience) throws IOException {
            return server instanceof TcpWire tcp
                    ? sockets.host().connect(address, tcp.local(), patience)
                    : sockets.host().connect(address, patience);
        }

        /** How long clients try: briefly where it works at once or hardly ever, else as long as for any server. */
        private Duration patience(boolean local, NatType others) {
            if (local || others == NatType.SYMMETRIC || nat == NatType.SYMMETRIC) {
                return SHORTEST;
            }
            if (others == NatType.ASYMMETRIC && nat == NatType.ASYMMETRIC) {
                return ClientSockets.CONNECT_TIMEOUT;
            }
            Duration asked = Duration.ofNanos((System.nanoTime() - started) * 3);
            return asked.compareTo(SHORTEST) > 0 ? asked : SHORTEST;
        }

        /** Names the relay that it was told, each time on a new connection and for a new session. */
        private Outcome askForRelay() throws IOException {
            if (told.isEmpty()) {
                throw new IOException("told no relay to fall back to");
            }
            for (int i = 0; i < RELAY_TRIES; i++) {
                String uuid = UUID.randomUUID().toString();
                try (Wire server = sockets.toServerAsChosen()) {
                    server.send(RendezvousMessage.newBuilder()
                            .setRequestRelay(RequestRelay.newBuilder()
                                    .setId(device.id())
                                    .setUuid(uuid)
                                    .setRelayServer(told)
                                    .setLicenceKey(settings.key())
                                    .setSecure(true))
                            .build());
                    String refused = server.receiveAnswer(ClientSockets.CONNECT_TIMEOUT)
                            .getRelayResponse()
                            .getRefuseReason();
                    if (!refused.isEmpty()) {
                        throw new IOException("refused: " + refused);
                    }
                    return relayed(uuid);
                } catch (SocketTimeoutException e) {
                    log.atDebug().addKeyValue("id", device.id()).log("asking again for a relay");
                }
            }
            throw new IOException("no answer to " + RELAY_TRIES + " requests for a relay");
        }

        private Outcome relayed(String uuid) {
            session = uuid;
            long connected;
            try {
                ClientSockets.Leg leg = sockets.relay(told, uuid);
                dialled = leg.address();
                try (Wire wire = leg.wire()) {
                    connected = new Exchange(wire).control(seed, bytes);
                }
            } catch (IOException e) {
                return outcome(Route.FAILED, started, e.toString());
            }
            return outcome(Route.RELAY, connected, "");
        }
    }
}
