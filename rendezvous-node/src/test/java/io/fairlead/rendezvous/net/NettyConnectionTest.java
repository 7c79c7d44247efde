package io.fairlead.rendezvous.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NettyConnectionTest {
    private final AtomicInteger told = new AtomicInteger();

    private NettyConnection connection(EmbeddedChannel channel) {
        return new NettyConnection(
                channel, new InetSocketAddress(1), Transport.TCP, Duration.ofSeconds(40), told::incrementAndGet);
    }

    /** How many messages are taken until the connection has ended, at most {@code most}. */
    private static int sent(NettyConnection connection, int most) {
        for (int i = 0; i < most; i++) {
            if (connection.send(RendezvousMessage.getDefaultInstance()) == Delivery.GONE) {
                return i;
            }
        }
        return most;
    }

    @Test
    void pushesToADeviceThatReadsNothingEndItsConnection() {
        EmbeddedChannel channel = new EmbeddedChannel(new ChannelDuplexHandler() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                // A peer that reads nothing: what is written stays.
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
                // What was not sent fails when the connection ends.
            }
        });
        assertThat(sent(connection(channel), 100_000)).isBetween(1000, 10_000);
        assertThat(channel.isOpen()).isFalse();
        assertThat(told).hasValue(1);
    }

    @Test
    void whoReadsMayBeSentAnyNumber() {
        EmbeddedChannel channel = new EmbeddedChannel();
        assertThat(sent(connection(channel), 100_000)).isEqualTo(100_000);
        assertThat(channel.isOpen()).isTrue();
        assertThat(told).hasValue(0);
        channel.finishAndReleaseAll();
    }
}
