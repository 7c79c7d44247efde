package io.fairlead.load.fleet;

import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;

/**
 * What one controller wants.
 *
 * @param device    its number in this process; {@link Homes#NOBODY} = one that does not exist
 * @param id        the device's id
 * @param from      the controller's own address
 * @param webSocket whether the controller speaks by WebSocket
 * @param relay     whether it wants a relay at once
 * @param udpPort   the UDP port that a hole is to be punched to; 0 = by TCP
 * @param reachable whether a direct way works
 * @param verified  whether the signature is looked at
 * @param intended  when it wanted that, in nanoseconds
 */
record Wish(int device, String id, int from, boolean webSocket, boolean relay, int udpPort, boolean reachable,
        boolean verified, long intended) {
    RendezvousMessage punchHoleRequest(String key) {
        return RendezvousMessage.newBuilder()
                .setPunchHoleRequest(PunchHoleRequest.newBuilder()
                        .setId(id)
                        .setLicenceKey(key)
                        .setNatType(relay ? NatType.SYMMETRIC : NatType.ASYMMETRIC)
                        .setForceRelay(relay)
                        .setUdpPort(udpPort)
                        .setVersion(ClientVersion.CURRENT.text()))
                .build();
    }

    RendezvousMessage requestRelay(String uuid, String relayServer, String key) {
        return RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder()
                        .setId(id)
                        .setUuid(uuid)
                        .setRelayServer(relayServer)
                        .setLicenceKey(key)
                        .setSecure(true))
                .build();
    }
}
