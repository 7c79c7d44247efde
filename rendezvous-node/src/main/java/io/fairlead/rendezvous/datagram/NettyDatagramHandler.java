package io.fairlead.rendezvous.datagram;

import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.Addresses;
import io.fairlead.rendezvous.registration.DatagramSender;
import io.fairlead.rendezvous.registration.HeartbeatReader;
import io.fairlead.rendezvous.registration.Heartbeats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/** One socket's datagrams. Runs on the channel's event loop. */
final class NettyDatagramHandler extends SimpleChannelInboundHandler<DatagramPacket> implements DatagramSender {
    private static final int V4_LENGTH = 4;
    private static final long MAPPED = 0xffff_0000_0000L;

    private final Channel channel;
    private final DatagramInput input;
    private final HeartbeatReader heartbeats;
    private final byte[] known = Heartbeats.known();
    private final Optional<byte[]> update;
    private boolean reading;

    NettyDatagramHandler(Channel channel, DatagramInput input) {
        super(DatagramPacket.class);
        this.channel = channel;
        this.input = input;
        this.heartbeats = input.heartbeats().reader(this, 1);
        this.update = input.heartbeats().update();
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, DatagramPacket packet) {
        if (!reading) {
            reading = true;
            heartbeats.begin();
        }
        switch (heartbeat(packet)) {
            case KNOWN -> answer(ctx, known, packet);
            case KNOWN_AND_UPDATE -> {
                answer(ctx, known, packet);
                update.ifPresent(message -> answer(ctx, message, packet));
            }
            case NONE -> input.messages().take(packet.content(), Addresses.canonical(packet.sender()), this);
        }
    }

    private HeartbeatReader.Answer heartbeat(DatagramPacket packet) {
        int length = packet.content().readableBytes();
        if (length > DatagramPort.LARGEST_DATAGRAM) {
            return HeartbeatReader.Answer.NONE;
        }
        MemorySegment content = MemorySegment.ofBuffer(packet.content().nioBuffer());
        InetAddress source = packet.sender().getAddress();
        ByteBuffer address = ByteBuffer.wrap(source.getAddress());
        boolean v4 = address.remaining() == V4_LENGTH;
        long high = v4 ? 0 : address.getLong();
        long low = v4 ? MAPPED | Integer.toUnsignedLong(address.getInt()) : address.getLong();
        heartbeats.read(0, content, 0, length);
        return heartbeats.take(0, content, high, low, packet.sender().getPort());
    }

    /** To where it came from as the socket says it, zone included. */
    private static void answer(ChannelHandlerContext ctx, byte[] message, DatagramPacket packet) {
        ctx.write(
                new DatagramPacket(ctx.alloc().ioBuffer(message.length).writeBytes(message), packet.sender()),
                ctx.voidPromise());
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        reading = false;
        heartbeats.end();
        ctx.flush();
    }

    @Override
    public boolean isOpen() {
        return channel.isActive();
    }

    @Override
    public void send(RendezvousMessage message, InetSocketAddress to) {
        channel.writeAndFlush(
                new DatagramPacket(RendezvousMessageCodec.write(message, channel.alloc()), to),
                channel.voidPromise());
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        // The socket serves everybody: whatever one datagram or one unreachable client did, it stays.
        if (!(cause instanceof IOException)) {
            input.failed().accept(cause);
        }
    }
}
