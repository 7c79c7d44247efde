package io.fairlead.load.place;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.load.place.Outcome.DeviceSide;
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
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How a device answers what the server pushes, protocol section 8: each on a thread of its own. It takes its user's
 * relay, else the one that it is told, else the one beside its ID server, and names that. Safe for use by any thread.
 */
final class DevicePushes {
    private static final Logger log = LoggerFactory.getLogger(DevicePushes.class);

    /** What a hole needs is that the packet leaves; nobody is expected to answer it. */
    private static final Duration PUNCH = Duration.ofMillis(100);

    /** A controller tries at most that long, and asks for a relay then. */
    private static final int ACCEPT_MILLIS = 20_000;

    private final DeviceProfile profile;
    private final ClientSettings settings;
    private final ClientSockets sockets;
    private final NatType nat;
    private final boolean ipv6;
    private final Map<String, CompletableFuture<DeviceSide>> sides = new ConcurrentHashMap<>();
    private final Map<String, DeviceSide> begun = new ConcurrentHashMap<>();

    /** {@code ipv6}: whether the device is registered over IPv6. */
    DevicePushes(
            DeviceProfile profile, ClientSettings settings, ClientSockets sockets, NatType nat, boolean ipv6) {
        this.profile = profile;
        this.settings = settings;
        this.sockets = sockets;
        this.nat = nat;
        this.ipv6 = ipv6;
    }

    @FunctionalInterface
    private interface Answer {
        void run() throws IOException;
    }

    private void answer(Answer answer) {
        Thread.ofVirtual().name("session-of-" + profile.id()).start(() -> {
            try {
                answer.run();
            } catch (SocketTimeoutException e) {
                log.atTrace().addKeyValue("id", profile.id()).log("nobody came");
            } catch (IOException e) {
                log.atDebug().addKeyValue("id", profile.id()).setCause(e).log("session ended");
            }
        });
    }

    DeviceSide side(String session, Duration patience) {
        try {
            return ending(session).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return begun.getOrDefault(session, DeviceSide.UNKNOWN);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return DeviceSide.UNKNOWN;
        } catch (ExecutionException e) {
            throw new IllegalStateException("sides are told, they do not fail", e);
        }
    }

    private CompletableFuture<DeviceSide> ending(String session) {
        return sides.computeIfAbsent(session, _ -> new CompletableFuture<>());
    }

    private String relay(String told) {
        if (!settings.ownRelay().isEmpty()) {
            return settings.ownRelay();
        }
        return told.isEmpty() ? settings.besideServer() : told;
    }

    void punch(PunchHole push) {
        boolean atOnce = push.getForceRelay() || push.getNatType() == NatType.SYMMETRIC || nat == NatType.SYMMETRIC;
        answer(() -> {
            if (atOnce) {
                relayAtOnce(push.getSocketAddr(), push.getRelayServer());
                return;
            }
            TcpWire toServer = sockets.toServer();
            towards(toServer.local(), push.getSocketAddr());
            direct(toServer, push.getRelayServer(), RendezvousMessage.newBuilder()
                    .setPunchHoleSent(PunchHoleSent.newBuilder()
                            .setSocketAddr(push.getSocketAddr())
                            .setId(profile.id())
                            .setRelayServer(relay(push.getRelayServer()))
                            .setNatType(nat)
                            .setVersion(profile.version()))
                    .build());
        });
    }

    void local(FetchLocalAddr push) {
        answer(() -> {
            if (ipv6) {
                // Clients do not tell a local address to a server that they reach over IPv6.
                relayAtOnce(push.getSocketAddr(), push.getRelayServer());
                return;
            }
            TcpWire toServer = sockets.toServer();
            direct(toServer, push.getRelayServer(), RendezvousMessage.newBuilder()
                    .setLocalAddr(LocalAddr.newBuilder()
                            .setSocketAddr(push.getSocketAddr())
                            .setLocalAddr(MangledAddress.encode(toServer.local()))
                            .setRelayServer(relay(push.getRelayServer()))
                            .setId(profile.id())
                            .setVersion(profile.version()))
                    .build());
        });
    }

    /** The SYN that opens this side's NAT; that nobody accepts it is what is expected. */
    private void towards(InetSocketAddress local, ByteString requester) {
        MangledAddress.decode(requester).filter(MangledAddress::isPresent).ifPresent(address -> {
            try {
                sockets.host().connect(address, local, PUNCH).close();
            } catch (IOException e) {
                log.atTrace().setCause(e).log("hole punched");
            }
        });
    }

    /** Listens where the server sees the answer come from, tells the server, and serves who comes. */
    private void direct(TcpWire toServer, String told, RendezvousMessage message) throws IOException {
        try (toServer;
                ServerSocket listening = sockets.host().listen(toServer.local())) {
            listening.setSoTimeout(ACCEPT_MILLIS);
            toServer.send(message);
            try (Socket accepted = listening.accept();
                    Wire session = new TcpWire(accepted)) {
                String seed = String.valueOf(new Exchange(session).serve());
                ending(seed).complete(new DeviceSide(told, relay(told), "", ""));
            }
        }
    }

    private void relayAtOnce(ByteString requester, String told) throws IOException {
        String uuid = UUID.randomUUID().toString();
        String relay = relay(told);
        try (TcpWire toServer = sockets.toServer()) {
            toServer.send(RendezvousMessage.newBuilder()
                    .setRelayResponse(RelayResponse.newBuilder()
                            .setSocketAddr(requester)
                            .setUuid(uuid)
                            .setRelayServer(relay)
                            .setId(profile.id())
                            .setVersion(profile.version()))
                    .build());
            relayed(told, relay, uuid);
        }
    }

    void relay(RequestRelay push) {
        answer(() -> {
            try (TcpWire toServer = sockets.toServer()) {
                toServer.send(RendezvousMessage.newBuilder()
                        .setRelayResponse(RelayResponse.newBuilder()
                                .setSocketAddr(push.getSocketAddr())
                                .setVersion(profile.version()))
                        .build());
                relayed(push.getRelayServer(), push.getRelayServer(), push.getUuid());
            }
        });
    }

    private void relayed(String told, String relay, String uuid) {
        // Who asks before the end is told how far it has come.
        begun.put(uuid, new DeviceSide(told, relay, "", "has not reached the relay"));
        String dialled = "";
        String ended = "";
        try {
            ClientSockets.Leg leg = sockets.relay(relay, uuid);
            dialled = leg.address();
            begun.put(uuid, new DeviceSide(told, relay, dialled, "has not ended"));
            try (Wire session = leg.wire()) {
                new Exchange(session).serve();
            }
        } catch (IOException e) {
            ended = e.toString();
        }
        ending(uuid).complete(new DeviceSide(told, relay, dialled, ended));
    }
}
