package io.fairlead.rendezvous.net;

import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.rendezvous.query.QueryService;
import io.fairlead.rendezvous.registration.RegistrationService;
import io.fairlead.rendezvous.session.SessionEvents;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Takes datagrams. Only registrations are answered, by no more bytes than came (design invariant 3), and never to an
 * address out of a payload: the open server's answers to PunchHoleRequest by UDP served as a reflector.
 */
@ChannelHandler.Sharable
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private final RegistrationService registrations;
    private final QueryService queries;
    private final SessionEvents events;
    private final Consumer<Throwable> failed;

    DatagramHandler(
            RegistrationService registrations,
            QueryService queries,
            SessionEvents events,
            Consumer<Throwable> failed) {
        super(DatagramPacket.class);
        this.registrations = registrations;
        this.queries = queries;
        this.events = events;
        this.failed = failed;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        InetSocketAddress from = Addresses.canonical(packet.sender());
        RendezvousMessage message;
        try {
            message = RendezvousMessageCodec.read(packet.content());
        } catch (MalformedMessageException e) {
            events.dropped(from, Drop.MALFORMED);
            return;
        }
        DatagramPath path = new DatagramPath(ctx.channel(), from);
        switch (message.getUnionCase()) {
            case REGISTER_PEER -> registrations.heartbeat(message.getRegisterPeer(), path);
            case REGISTER_PK -> registrations.key(message.getRegisterPk(), path);
            case SOFTWARE_UPDATE ->
                queries.softwareUpdate(message.getSoftwareUpdate())
                        .filter(answer -> answer.getSerializedSize() <= packet.content().readableBytes())
                        .ifPresent(path::send);
            case PUNCH_HOLE_REQUEST,
                    PUNCH_HOLE_SENT,
                    LOCAL_ADDR,
                    REQUEST_RELAY,
                    RELAY_RESPONSE,
                    TEST_NAT_REQUEST,
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
                events.unexpected(from, message.getUnionCase());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The socket serves everybody: whatever one datagram or one unreachable client did, it stays.
        if (!(cause instanceof IOException)) {
            failed.accept(cause);
        }
    }
}
