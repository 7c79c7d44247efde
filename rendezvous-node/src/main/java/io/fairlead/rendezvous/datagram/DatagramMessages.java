package io.fairlead.rendezvous.datagram;

import io.fairlead.cluster.Transport;
import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.query.QueryService;
import io.fairlead.rendezvous.registration.DatagramPath;
import io.fairlead.rendezvous.registration.DatagramSender;
import io.fairlead.rendezvous.session.Services;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;

/**
 * Takes datagrams. Nothing is sent to an address out of a payload: the open server's answers to PunchHoleRequest by UDP
 * served as a reflector. A device's PunchHoleSent or LocalAddr is answered on the connection of a requester that waits
 * for that device, or not at all. Answers to the source are no longer than what came (design invariant 3), with the NAT
 * test as the one exception: a port needs four bytes more than the question, which disappears in a frame's least
 * length. Safe for use by any thread.
 */
public final class DatagramMessages {
    private final Services services;

    /**
     * Hands messages on.
     *
     * @param services what they are handed to
     */
    public DatagramMessages(Services services) {
        this.services = services;
    }

    /**
     * Takes a datagram.
     *
     * @param datagram the readable bytes; not released
     * @param from     where it came from, in one form
     * @param socket   where it came to
     */
    void take(ByteBuf datagram, InetSocketAddress from, DatagramSender socket) {
        if (datagram.readableBytes() > DatagramPort.LARGEST_DATAGRAM) {
            services.events().dropped(from, Drop.MALFORMED);
            return;
        }
        RendezvousMessage message;
        try {
            message = RendezvousMessageCodec.read(datagram);
        } catch (MalformedMessageException e) {
            services.events().dropped(from, Drop.MALFORMED);
            return;
        }
        DatagramPath path = new DatagramPath(socket, from);
        switch (message.getUnionCase()) {
            case REGISTER_PEER -> services.registrations().heartbeat(message.getRegisterPeer(), path);
            case REGISTER_PK -> services.registrations().key(message.getRegisterPk(), path);
            case SOFTWARE_UPDATE ->
                services.query().softwareUpdate(message.getSoftwareUpdate())
                        .filter(answer -> answer.getSerializedSize() <= datagram.readableBytes())
                        .ifPresent(path::send);
            case TEST_NAT_REQUEST -> path.send(QueryService.natTest(from.getPort()));
            case PUNCH_HOLE_SENT, LOCAL_ADDR -> services.connect().answer(from, Transport.UDP, message);
            case PUNCH_HOLE_REQUEST,
                    REQUEST_RELAY,
                    RELAY_RESPONSE,
                    ONLINE_REQUEST,
                    REGISTER_PEER_RESPONSE,
                    PUNCH_HOLE,
                    PUNCH_HOLE_RESPONSE,
                    FETCH_LOCAL_ADDR,
                    CONFIGURE_UPDATE,
                    REGISTER_PK_RESPONSE,
                    TEST_NAT_RESPONSE,
                    PEER_DISCOVERY,
                    ONLINE_RESPONSE,
                    KEY_EXCHANGE,
                    HC,
                    HTTP_PROXY_REQUEST,
                    HTTP_PROXY_RESPONSE,
                    UNION_NOT_SET ->
                services.events().unexpected(from, message.getUnionCase());
        }
    }
}
