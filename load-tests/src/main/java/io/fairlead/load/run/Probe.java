package io.fairlead.load.run;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.client.WebSocketWire;
import io.fairlead.load.client.Wire;
import io.fairlead.load.scenario.Lack;
import io.fairlead.load.scenario.Scenario;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Finds out what servers of the protocol can do, as a client would: by doing it. Each device that it makes up stays
 * registered as any other does. Blocks.
 */
final class Probe {
    /** Servers on the other side of the world have answered by then. */
    static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final int UDP_TRIES = 3;

    private final Target target;
    private final Duration patience;
    private final Random random = new Random();

    /** Waits so long for each answer. */
    Probe(Target target, Duration patience) {
        this.target = target;
        this.patience = patience;
    }

    /** One way to use a server. */
    @FunctionalInterface
    private interface Way {
        /** Says what is missing; empty when it went well. */
        Optional<String> attempt() throws IOException;
    }

    /** What of the scenario's wishes cannot be fulfilled. */
    Map<Lack, String> lacks(Scenario scenario) throws IOException {
        Scenario.Devices devices = scenario.devices();
        if (devices.all() > 0) {
            requireUdp();
        }
        Map<Lack, String> lacks = new EnumMap<>(Lack.class);
        if (devices.tcp() > 0) {
            look(this::tcp).ifPresent(why -> lacks.put(Lack.TCP_DEVICES,
                    "devices cannot register by TCP (" + why + "): " + devices.tcp() + " of them do so by UDP"));
        }
        if (devices.webSocket() > 0) {
            look(this::webSocket).ifPresent(why -> lacks.put(Lack.WEB_SOCKET_DEVICES,
                    "devices cannot register by WebSocket (" + why + "): " + devices.webSocket()
                            + " of them do so by UDP"));
        }
        if (scenario.lists().most() > 0) {
            look(this::list).ifPresent(why -> lacks.put(Lack.LISTS,
                    "the states of many devices cannot be asked for (" + why + "): nobody does"));
        }
        return lacks;
    }

    private static Optional<String> look(Way way) {
        try {
            return way.attempt();
        } catch (IOException e) {
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }

    private void requireUdp() throws IOException {
        try (UdpWire udp = new UdpWire(target.rendezvous(), new InetSocketAddress(0))) {
            String id = profile().id();
            for (int i = 0; i < UDP_TRIES; i++) {
                udp.send(RendezvousMessage.newBuilder().setRegisterPeer(RegisterPeer.newBuilder().setId(id)).build());
                if (isAnswered(udp)) {
                    return;
                }
            }
        }
        throw new IOException(target.host() + ":" + target.port()
                + ": a device that registers by UDP is not answered (expected: a rendezvous server)");
    }

    private boolean isAnswered(UdpWire udp) throws IOException {
        try {
            return udp.receive(patience).hasRegisterPeerResponse();
        } catch (SocketTimeoutException | PortUnreachableException e) {
            return false;
        }
    }

    private Optional<String> tcp() throws IOException {
        if (target.key().isEmpty()) {
            return Optional.of("without --key a connection cannot be secured");
        }
        try (Wire wire = SecuredWire.secure(TcpWire.connect(target.rendezvous(), new InetSocketAddress(0), patience),
                target.key(), patience)) {
            return registration(wire);
        }
    }

    private Optional<String> webSocket() throws IOException {
        try (Wire wire = WebSocketWire.connect(target.rendezvousWebSocket(), patience)) {
            return registration(wire);
        }
    }

    private Optional<String> registration(Wire wire) throws IOException {
        DeviceProfile profile = profile();
        wire.send(RendezvousMessage.newBuilder().setRegisterPk(RegisterPk.newBuilder().setId(profile.id())
                .setUuid(profile.uuid()).setPk(profile.publicKey())).build());
        RendezvousMessage answer = wire.receiveAnswer(patience);
        if (!answer.hasRegisterPkResponse()) {
            return Optional.of("answered " + answer.getUnionCase());
        }
        RegisterPkResponse.Result result = answer.getRegisterPkResponse().getResult();
        return result == RegisterPkResponse.Result.OK ? Optional.empty() : Optional.of("answered " + result);
    }

    private Optional<String> list() throws IOException {
        try (Wire wire = TcpWire.connect(target.natTest(), new InetSocketAddress(0), patience)) {
            wire.send(RendezvousMessage.newBuilder().setOnlineRequest(OnlineRequest.newBuilder()
                    .setId(profile().id()).addPeers(profile().id())).build());
            RendezvousMessage answer = wire.receiveAnswer(patience);
            return answer.hasOnlineResponse() ? Optional.empty() : Optional.of("answered " + answer.getUnionCase());
        }
    }

    private DeviceProfile profile() {
        return DeviceProfile.random(random, new InetSocketAddress(0).getAddress());
    }
}
