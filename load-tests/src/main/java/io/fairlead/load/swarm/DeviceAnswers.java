package io.fairlead.load.swarm;

import com.google.protobuf.ByteString;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.FetchLocalAddr;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * What a device does when somebody is announced to it: it tells the server over a new connection, and goes to the relay
 * when it should. Nobody connects to it directly here: what is tested are introductions.
 */
final class DeviceAnswers {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(18);
    private static final Duration SESSION_PATIENCE = Duration.ofSeconds(40);

    private final Target target;
    private final DeviceProfile profile;
    private final Tally tally;

    DeviceAnswers(Target target, DeviceProfile profile, Tally tally) {
        this.target = target;
        this.profile = profile;
        this.tally = tally;
    }

    /** Takes a push, on a thread of its own, and passes over what is none. */
    void on(RendezvousMessage message) {
        switch (message.getUnionCase()) {
            case PUNCH_HOLE -> answer(() -> punch(message.getPunchHole()));
            case FETCH_LOCAL_ADDR -> answer(() -> local(message.getFetchLocalAddr()));
            default -> tally.count("device.passed_over", 1);
        }
    }

    @FunctionalInterface
    private interface Answer {
        void run() throws IOException;
    }

    private void answer(Answer answer) {
        tally.count("device.pushes", 1);
        Thread.ofVirtual().start(() -> {
            try {
                answer.run();
            } catch (IOException e) {
                // The requester sees it: its introduction does not come about, or its session ends.
                tally.count("device.answers_failed", 1);
            }
        });
    }

    private void punch(PunchHole push) throws IOException {
        if (push.getNatType() == NatType.SYMMETRIC || push.getForceRelay()) {
            relay(push.getSocketAddr(), push.getRelayServer());
            return;
        }
        tell(RendezvousMessage.newBuilder().setPunchHoleSent(PunchHoleSent.newBuilder()
                .setSocketAddr(push.getSocketAddr())
                .setId(profile.id())
                .setRelayServer(push.getRelayServer())
                .setNatType(NatType.ASYMMETRIC)
                .setVersion(profile.version())).build());
    }

    private void local(FetchLocalAddr push) throws IOException {
        tell(RendezvousMessage.newBuilder().setLocalAddr(LocalAddr.newBuilder()
                .setSocketAddr(push.getSocketAddr())
                .setLocalAddr(MangledAddress.encode(new InetSocketAddress(profile.source(), 1)))
                .setRelayServer(push.getRelayServer())
                .setId(profile.id())
                .setVersion(profile.version())).build());
    }

    private void tell(RendezvousMessage message) throws IOException {
        try (TcpWire toServer = toServer()) {
            toServer.send(message);
            // Until the server has it; a real device listens meanwhile.
            toServer.receivePayload(Duration.ofMillis(500));
        } catch (SocketTimeoutException e) {
            // Nothing is answered, as it should be.
        }
    }

    private void relay(ByteString requester, String relayServer) throws IOException {
        String uuid = UUID.randomUUID().toString();
        try (TcpWire toServer = toServer()) {
            toServer.send(RendezvousMessage.newBuilder().setRelayResponse(RelayResponse.newBuilder()
                    .setSocketAddr(requester)
                    .setUuid(uuid)
                    .setRelayServer(relayServer)
                    .setId(profile.id())
                    .setVersion(profile.version())).build());
            try (Wire session = Relays.open(target, relayServer, uuid, profile.source(), false)) {
                Optional<byte[]> payload = session.receivePayload(SESSION_PATIENCE);
                while (payload.isPresent()) {
                    session.sendPayload(payload.get());
                    payload = session.receivePayload(SESSION_PATIENCE);
                }
            }
        }
    }

    private TcpWire toServer() throws IOException {
        return TcpWire.connect(target.rendezvous(), new InetSocketAddress(profile.source(), 0), CONNECT_TIMEOUT);
    }
}
