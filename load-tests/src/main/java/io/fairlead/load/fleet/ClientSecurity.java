package io.fairlead.load.fleet;

import io.fairlead.protocol.crypto.SecretStream;
import io.fairlead.protocol.crypto.SecureHandshake;
import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.MessageToMessageCodec;
import java.util.List;
import java.util.Optional;

/**
 * A client's side of a secured connection, protocol section 5: waits for the server's key exchange, answers it, says so
 * by {@link Talk#READY}, and from then on seals and opens each payload. What does not open ends the connection.
 */
final class ClientSecurity extends MessageToMessageCodec<ByteBuf, ByteBuf> {
    private final byte[] serverKey;
    private Optional<SecretStream> inbound = Optional.empty();
    private Optional<SecretStream> outbound = Optional.empty();

    /** For one connection to a server with this public key. */
    ClientSecurity(byte[] serverKey) {
        super(ByteBuf.class, ByteBuf.class);
        this.serverKey = serverKey;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf payload, List<Object> out) {
        if (inbound.isPresent()) {
            Optional<byte[]> opened = inbound.get().open(ByteBufUtil.getBytes(payload));
            if (opened.isPresent()) {
                out.add(Unpooled.wrappedBuffer(opened.get()));
            } else {
                context.close();
            }
        } else if (payload.isReadable()) {
            answer(context, RendezvousMessageCodec.read(payload));
        }
    }

    private void answer(ChannelHandlerContext context, RendezvousMessage offer) {
        Optional<SecureHandshake.Answer> answer = SecureHandshake.answer(offer.getKeyExchange(), serverKey);
        if (answer.isEmpty()) {
            context.close();
            return;
        }
        RendezvousMessage message = RendezvousMessage.newBuilder().setKeyExchange(answer.get().message()).build();
        context.writeAndFlush(RendezvousMessageCodec.write(message, context.alloc()));
        inbound = Optional.of(answer.get().stream().get());
        outbound = Optional.of(answer.get().stream().get());
        context.fireUserEventTriggered(Talk.READY);
    }

    @Override
    protected void encode(ChannelHandlerContext context, ByteBuf payload, List<Object> out) {
        SecretStream stream = outbound.orElseThrow(() -> new IllegalStateException("not secured yet"));
        out.add(Unpooled.wrappedBuffer(stream.seal(ByteBufUtil.getBytes(payload))));
    }
}
