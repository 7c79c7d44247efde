package io.fairlead.rendezvous.net;

import io.fairlead.cluster.Transport;
import io.fairlead.protocol.frame.MalformedMessageException;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.rendezvous.query.QueryService;
import io.fairlead.rendezvous.session.Services;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/**
 * Takes datagrams. Nothing is sent to an address out of a payload: the open server's answers to PunchHoleRequest by UDP
 * served as a reflector. A device's PunchHoleSent or LocalAddr is answered on the connection of a requester that waits
 * for that device, or not at all. Answers to the source are no longer than what came (design invariant 3), with the NAT
 * test as the one exception: a port needs four bytes more than the question, which disappears in a frame's least
 * length.
 */
@ChannelHandler.Sharable
final class DatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> {
    private final Services services;
    private final Consumer<Throwable> failed;

    DatagramHandler(Services services, Consumer<Throwable> failed) {
        super(DatagramPacket.class);
        this.services = services;
        this.failed = failed;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        InetSocketAddress from = Addresses.canonical(packet.sender());
        RendezvousMessage message;
        try {
            message = RendezvousMessageCodec.read(packet.content());
        } catch (MalformedMessageException e) {
            services.events().dropped(from, Drop.MALFORMED);
            return;
        }
        DatagramPath path = new DatagramPath(ctx.channel(), from);
        switch (message.getUnionCase()) {
            case REGISTER_PEER -> services.registrations().heartbeat(message.getRegisterPeer(), path);
            case REGISTER_PK -> services.registrations().key(message.getRegisterPk(), path);
            case SOFTWARE_UPDATE ->
                services.query().softwareUpdate(message.getSoftwareUpdate())
                        .filter(answer -> answer.getSerializedSize() <= packet.content().readableBytes())
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

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The socket serves everybody: whatever one datagram or one unreachable client did, it stays.
        if (!(cause instanceof IOException)) {
            failed.accept(cause);
        }
    }
}
