package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.address.MangledAddress;
import io.fairlead.protocol.message.FetchLocalAddr;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetSocketAddress;

/** What devices are pushed, protocol section 8. Pure but for the clock in mangled addresses. */
final class Pushes {
    private Pushes() {}

    /** The push that carries a plan out. */
    static RendezvousMessage of(
            Plan plan, PunchHoleRequest request, InetSocketAddress requester, boolean offersUdp) {
        RendezvousMessage.Builder out = RendezvousMessage.newBuilder();
        return switch (plan) {
            case Plan.SameIntranet local ->
                out.setFetchLocalAddr(FetchLocalAddr.newBuilder()
                        .setSocketAddr(MangledAddress.encode(requester))
                        .setRelayServer(local.relayForDevice())
                        .setSocketAddrV6(request.getSocketAddrV6()))
                        .build();
            case Plan.Punch punch ->
                out.setPunchHole(punchHole(plan, request, requester)
                        .setNatType(punch.natType())
                        .setUdpPort(offersUdp ? request.getUdpPort() : 0))
                        .build();
            // A symmetric NAT on the requester's side is what makes clients of every version go to the relay at once.
            case Plan.Relay relay ->
                out.setPunchHole(punchHole(plan, hints(relay, request), requester)
                        .setNatType(NatType.SYMMETRIC)
                        .setForceRelay(forces(relay.reason())))
                        .build();
        };
    }

    /** Where every session is to be relayed, a device is not told of direct ways that it might try all the same. */
    private static PunchHoleRequest hints(Plan.Relay plan, PunchHoleRequest request) {
        return plan.reason() == RelayReason.ALWAYS_RELAY
                ? request.toBuilder().clearUpnpPort().clearSocketAddrV6().build()
                : request;
    }

    private static boolean forces(RelayReason reason) {
        return switch (reason) {
            case ALWAYS_RELAY, FORCED -> true;
            case SYMMETRIC_NAT, WEBSOCKET, INSIDE_AND_OUTSIDE, MIXED_FAMILIES, MASQUERADED, SITE -> false;
        };
    }

    private static PunchHole.Builder punchHole(Plan plan, PunchHoleRequest request, InetSocketAddress requester) {
        return PunchHole.newBuilder()
                .setSocketAddr(MangledAddress.encode(requester))
                .setRelayServer(plan.relayForDevice())
                .setUpnpPort(request.getUpnpPort())
                .setSocketAddrV6(request.getSocketAddrV6());
    }

    /** A requester's RequestRelay as the device gets it: whole, with the requester's address and the device's relay. */
    static RendezvousMessage requestRelay(RendezvousMessage message, InetSocketAddress requester, String relay) {
        return message.toBuilder()
                .setRequestRelay(message.getRequestRelay().toBuilder()
                        .setSocketAddr(MangledAddress.encode(requester))
                        .setRelayServer(relay))
                .build();
    }
}
