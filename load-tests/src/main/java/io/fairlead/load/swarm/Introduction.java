package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;

/** One requester that asks for one device, on one connection, up to three times as clients do. */
final class Introduction {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final List<Duration> ANSWER_TIMEOUTS = List.of(Duration.ofSeconds(3), Duration.ofSeconds(6),
            Duration.ofSeconds(9));

    private final Target target;
    private final InetAddress source;

    Introduction(Target target, InetAddress source) {
        this.target = target;
        this.source = source;
    }

    /** How it went. */
    sealed interface Outcome {
        /** The right device was named. Its relay and uuid are empty unless a relay was asked for. */
        record Introduced(int tries, String relayServer, String uuid) implements Outcome {}

        /** It was not, in the server's words or those of the connection. */
        record Failed(String reason) implements Outcome {}

        /** Another device was named, or its address was another's. This must never be. */
        record Wrong(String what) implements Outcome {}
    }

    Outcome with(DeviceProfile device, boolean relayed) {
        RendezvousMessage request = RendezvousMessage.newBuilder().setPunchHoleRequest(PunchHoleRequest.newBuilder()
                .setId(device.id())
                .setLicenceKey(target.key())
                .setNatType(NatType.ASYMMETRIC)
                .setForceRelay(relayed)
                .setVersion("1.4.3")).build();
        TcpWire connected;
        try {
            connected = TcpWire.connect(target.rendezvous(), new InetSocketAddress(source, 0), CONNECT_TIMEOUT);
        } catch (IOException e) {
            return new Outcome.Failed("not connected");
        }
        try (TcpWire wire = connected) {
            for (int attempt = 1; attempt <= ANSWER_TIMEOUTS.size(); attempt++) {
                wire.send(request);
                try {
                    return judge(wire.receiveAnswer(ANSWER_TIMEOUTS.get(attempt - 1)), device, attempt);
                } catch (SocketTimeoutException e) {
                    // Once more, or no more.
                }
            }
            return new Outcome.Failed("timed out");
        } catch (IOException e) {
            return new Outcome.Failed("connection lost");
        }
    }

    private Outcome judge(RendezvousMessage answer, DeviceProfile device, int attempt) {
        if (answer.hasRelayResponse()) {
            return isSigned(answer.getRelayResponse().getPk().toByteArray(), device)
                    ? new Outcome.Introduced(attempt, answer.getRelayResponse().getRelayServer(),
                            answer.getRelayResponse().getUuid())
                    : new Outcome.Wrong("another identity, relayed");
        }
        PunchHoleResponse response = answer.getPunchHoleResponse();
        if (response.getSocketAddr().isEmpty()) {
            return new Outcome.Failed(response.getOtherFailure().isEmpty()
                    ? response.getFailure().name()
                    : response.getOtherFailure());
        }
        if (!isSigned(response.getPk().toByteArray(), device)) {
            return new Outcome.Wrong("another identity");
        }
        return MangledAddress.decode(response.getSocketAddr())
                .filter(address -> device.source().equals(address.getAddress()))
                .<Outcome>map(_ -> new Outcome.Introduced(attempt, "", ""))
                .orElseGet(() -> new Outcome.Wrong("another address"));
    }

    private boolean isSigned(byte[] signed, DeviceProfile device) {
        return SignedIdentity.open(signed, Base64.getDecoder().decode(target.key()))
                .filter(identity -> identity.getId().equals(device.id())
                        && identity.getPk().equals(device.publicKey()))
                .isPresent();
    }
}
