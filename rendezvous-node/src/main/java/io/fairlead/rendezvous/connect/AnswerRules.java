package io.fairlead.rendezvous.connect;

import com.google.protobuf.ByteString;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.LocalAddr;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.PunchHoleSent;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.network.Side;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * Which messages of devices are answers, and what the requester is given for them, protocol section 8. Pure, but for
 * the signatures that are kept.
 */
final class AnswerRules {
    private final AddressSelection addresses;
    private final IdentitySigner signer;

    AnswerRules(AddressSelection addresses, IdentitySigner signer) {
        this.addresses = addresses;
        this.signer = signer;
    }

    /** The requester that an answer names; empty when it names none, or the message is no answer. */
    static Optional<InetSocketAddress> requester(RendezvousMessage message) {
        ByteString mangled = switch (message.getUnionCase()) {
            case PUNCH_HOLE_SENT -> message.getPunchHoleSent().getSocketAddr();
            case LOCAL_ADDR -> message.getLocalAddr().getSocketAddr();
            case RELAY_RESPONSE -> message.getRelayResponse().getSocketAddr();
            default -> ByteString.EMPTY;
        };
        return MangledAddress.decode(mangled).filter(MangledAddress::isPresent);
    }

    /**
     * Whether an answer is from the device that was asked. Over a connection a device names itself, as it may leave its
     * network by another address than its datagrams do; but a name is easily given, so what would leave the session
     * unprotected counts from its own address alone: an answer without a version, which is not signed for, and on which
     * the requester would speak unencrypted to whoever gave it. So does a refusal. A datagram counts from its own
     * address, and if the requester offered to be reached so.
     */
    static boolean fits(RendezvousMessage message, Transport transport, InetAddress from, PendingRequest request) {
        boolean ownAddress = from.equals(request.observed());
        if (transport == Transport.UDP && !(ownAddress && request.offersUdp())) {
            return false;
        }
        String asked = request.device().id();
        return switch (message.getUnionCase()) {
            case PUNCH_HOLE_SENT ->
                request.kind() == PendingRequest.Kind.PUNCH_HOLE
                        && message.getPunchHoleSent().getId().equals(asked)
                        && (ownAddress || !message.getPunchHoleSent().getVersion().isEmpty());
            case LOCAL_ADDR ->
                request.kind() == PendingRequest.Kind.PUNCH_HOLE
                        && message.getLocalAddr().getId().equals(asked)
                        && (ownAddress || !message.getLocalAddr().getVersion().isEmpty());
            case RELAY_RESPONSE -> {
                RelayResponse response = message.getRelayResponse();
                // A device that was pushed a RequestRelay answers without naming itself; saying no is for it alone.
                boolean mayRefuse = ownAddress || response.getRefuseReason().isEmpty();
                boolean anonymous = response.getId().isEmpty() && request.kind() == PendingRequest.Kind.REQUEST_RELAY;
                boolean named = response.getId().equals(asked) && (ownAddress || !response.getVersion().isEmpty());
                yield mayRefuse && (anonymous || named);
            }
            default -> false;
        };
    }

    /** The relay that a requester is told in an answer. */
    static String relayTold(RendezvousMessage answer) {
        return answer.hasRelayResponse()
                ? answer.getRelayResponse().getRelayServer()
                : answer.getPunchHoleResponse().getRelayServer();
    }

    /** What the requester is given. The answer fits the request. */
    RendezvousMessage render(
            RendezvousMessage answer, PendingRequest request, Requester requester, DeviceAnswer from) {
        boolean udp = from.transport() == Transport.UDP;
        RendezvousMessage.Builder out = RendezvousMessage.newBuilder();
        return switch (answer.getUnionCase()) {
            case PUNCH_HOLE_SENT ->
                out.setPunchHoleResponse(punched(answer.getPunchHoleSent(), request, requester, from.device())
                        .setIsUdp(udp))
                        .build();
            case LOCAL_ADDR ->
                out.setPunchHoleResponse(local(answer.getLocalAddr(), request, requester)
                        .setIsUdp(udp))
                        .build();
            case RELAY_RESPONSE ->
                answer.toBuilder()
                        .setRelayResponse(relayed(answer.getRelayResponse(), request, requester))
                        .build();
            default -> throw new IllegalArgumentException(
                    "answer: " + answer.getUnionCase() + " (expected: PunchHoleSent, LocalAddr or RelayResponse)");
        };
    }

    private PunchHoleResponse.Builder punched(
            PunchHoleSent sent, PendingRequest request, Requester requester, InetSocketAddress device) {
        return PunchHoleResponse.newBuilder()
                .setSocketAddr(MangledAddress.encode(device))
                .setPk(signed(request, sent.getVersion()))
                .setRelayServer(relay(sent.getRelayServer(), request, requester))
                .setNatType(sent.getNatType())
                .setUpnpPort(sent.getUpnpPort())
                .setSocketAddrV6(sent.getSocketAddrV6());
    }

    private PunchHoleResponse.Builder local(LocalAddr local, PendingRequest request, Requester requester) {
        return PunchHoleResponse.newBuilder()
                .setSocketAddr(local.getLocalAddr())
                .setPk(signed(request, local.getVersion()))
                .setRelayServer(relay(local.getRelayServer(), request, requester))
                .setIsLocal(true)
                .setSocketAddrV6(local.getSocketAddrV6());
    }

    private RelayResponse relayed(RelayResponse response, PendingRequest request, Requester requester) {
        RelayResponse.Builder out = response.toBuilder()
                .clearSocketAddr()
                .setRelayServer(relay(response.getRelayServer(), request, requester));
        if (response.getId().isEmpty()) {
            // Only this server vouches for keys.
            out.clearPk();
        } else {
            out.setPk(signed(request, response.getVersion()));
        }
        return out.build();
    }

    private ByteString signed(PendingRequest request, String version) {
        return signer.sign(request.signer(), request.device(), version);
    }

    private String relay(String fromDevice, PendingRequest request, Requester requester) {
        if (fromDevice.isEmpty() && request.kind() == PendingRequest.Kind.REQUEST_RELAY) {
            // The requester named the relay itself and goes there.
            return "";
        }
        Side side = addresses.side(requester.address().getAddress(), requester.transport());
        return addresses.renderAnswer(side, fromDevice, request.relay());
    }
}
