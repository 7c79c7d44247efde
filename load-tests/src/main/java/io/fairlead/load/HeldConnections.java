package io.fairlead.load;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.crypto.SecretStream;
import io.fairlead.protocol.crypto.SecureHandshake;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.net.NativeTransport;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Holds many devices' TCP connections to a server on this machine, plain or secured, and prints how long they took: a
 * measurement of what a held connection costs the server. Arguments: port, number, and the server's public key for
 * secured ones. Ends when its standard input does.
 */
public final class HeldConnections {
    private static final int PER_ADDRESS = 1000;
    private static final int AT_ONCE = 200;
    private static final int LONGEST_FRAME = 65_536;
    private static final long PATIENCE_MINUTES = 10;

    private HeldConnections() {}

    /**
     * Runs the measurement.
     *
     * @param arguments port, number of connections, and optionally the server's public key
     * @throws Exception when the server cannot be reached or not all connections were registered in time
     */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        byte[] key = arguments.length > 2 ? Base64.getDecoder().decode(arguments[2]) : new byte[0];
        CountDownLatch registered = new CountDownLatch(count);
        AtomicInteger refused = new AtomicInteger();
        Semaphore free = new Semaphore(AT_ONCE);
        EventLoopGroup loops = NativeTransport.plain().group(1, "devices");
        long started = System.nanoTime();
        for (int i = 0; i < count; i++) {
            free.acquire();
            int number = i;
            InetSocketAddress from = new InetSocketAddress(
                    InetAddress.ofLiteral("127.1." + i / PER_ADDRESS + ".1"), 0);
            new Bootstrap()
                    .group(loops)
                    .channel(NioSocketChannel.class)
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(
                                    new FrameDecoder(LONGEST_FRAME), new FrameEncoder(),
                                    new Device(number, key, result -> {
                                        free.release();
                                        refused.addAndGet(result == Result.OK ? 0 : 1);
                                        registered.countDown();
                                    }));
                        }
                    })
                    .connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), from)
                    .sync();
        }
        if (!registered.await(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(registered.getCount() + " of " + count + " were not registered in time");
        }
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        System.out.printf("%d connections registered in %d ms, %d refused%n", count, millis, refused.get());
        System.out.flush();
        while (System.in.read() >= 0) {
            // Holds on, echoing heartbeats, until the input ends.
            Thread.onSpinWait();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
    }

    /** Told once how a registration ended. */
    private interface Registered {
        void with(Result result);
    }

    /** One device: registers, at once or after the key exchange, and echoes empty frames. */
    private static final class Device extends SimpleChannelInboundHandler<ByteBuf> {
        private final int number;
        private final byte[] serverKey;
        private final Registered registered;
        private SecretStream outbound;
        private SecretStream inbound;
        private boolean done;

        Device(int number, byte[] serverKey, Registered registered) {
            this.number = number;
            this.serverKey = serverKey;
            this.registered = registered;
        }

        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (serverKey.length == 0) {
                register(ctx);
            }
        }

        private void register(ChannelHandlerContext ctx) {
            byte[] message = RendezvousMessage.newBuilder()
                    .setRegisterPk(RegisterPk.newBuilder()
                            .setId("held_" + number)
                            .setUuid(ByteString.copyFromUtf8("uuid-" + number))
                            .setPk(ByteString.copyFrom(new byte[32])))
                    .build()
                    .toByteArray();
            ctx.writeAndFlush(Unpooled.wrappedBuffer(outbound == null ? message : outbound.seal(message)));
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf payload) throws Exception {
            if (!payload.isReadable()) {
                ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
                return;
            }
            byte[] bytes = ByteBufUtil.getBytes(payload);
            RendezvousMessage message = RendezvousMessage.parseFrom(
                    inbound == null ? bytes : inbound.open(bytes).orElseThrow());
            if (message.hasKeyExchange()) {
                SecureHandshake.Answer answer = SecureHandshake.answer(message.getKeyExchange(), serverKey)
                        .orElseThrow();
                ctx.writeAndFlush(Unpooled.wrappedBuffer(RendezvousMessage.newBuilder()
                        .setKeyExchange(answer.message())
                        .build()
                        .toByteArray()));
                outbound = answer.stream().get();
                inbound = answer.stream().get();
                register(ctx);
            } else if (message.hasRegisterPkResponse() && !done) {
                done = true;
                registered.with(message.getRegisterPkResponse().getResult());
            }
        }
    }
}
