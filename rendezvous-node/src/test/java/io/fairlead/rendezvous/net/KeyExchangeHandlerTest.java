package io.fairlead.rendezvous.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.frame.FrameDecoder;
import io.fairlead.protocol.frame.FrameEncoder;
import io.fairlead.protocol.net.NativeTransport;
import io.fairlead.rendezvous.session.SessionEvents;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeyExchangeHandlerTest {
    private static final Duration WAIT = Duration.ofMillis(20);

    private final List<SessionEvents.KeyExchangeStep> steps = new CopyOnWriteArrayList<>();
    private final CountDownLatch said = new CountDownLatch(1);
    private final CountDownLatch read = new CountDownLatch(1);

    private final SessionEvents events = new SessionEvents() {
        @Override
        public void keyExchange(InetSocketAddress from, KeyExchangeStep step) {
            steps.add(step);
        }

        @Override
        public void dropped(InetSocketAddress from, Drop reason) {
            throw new AssertionError(reason.name());
        }

        @Override
        public void connections(int open) {
            throw new AssertionError("no gate here");
        }
    };

    /** Holds the loop up after the wait has begun, until the client has spoken and the wait is over. */
    private final class HoldsUp extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext ctx) throws InterruptedException {
            ctx.fireChannelActive();
            assertThat(said.await(10, TimeUnit.SECONDS)).isTrue();
            long until = System.nanoTime() + WAIT.multipliedBy(3).toNanos();
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
        }
    }

    private final class Reads extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
            super.channelRead(ctx, message);
            read.countDown();
        }
    }

    @Test
    void aLoopThatIsHeldUpOffersNothingToAClientThatHasSpoken() throws Exception {
        EventLoopGroup loops = NativeTransport.best().group(1, "test");
        try {
            Channel server = new ServerBootstrap()
                    .group(loops)
                    .channel(NativeTransport.best().serverSocket())
                    .childHandler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            channel.pipeline().addLast(
                                    new HoldsUp(), new FrameDecoder(100), new FrameEncoder(),
                                    new KeyExchangeHandler(ServerKeyPair.generate(), WAIT, events), new Reads());
                        }
                    })
                    .bind(InetAddress.getLoopbackAddress(), 0)
                    .sync()
                    .channel();
            int port = ((InetSocketAddress) server.localAddress()).getPort();
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
                client.getOutputStream().write(new byte[]{4, 0});
                said.countDown();
                assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
                assertThat(steps).isEmpty();
            }
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).sync();
        }
    }
}
