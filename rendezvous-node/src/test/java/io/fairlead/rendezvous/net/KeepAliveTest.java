package io.fairlead.rendezvous.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.protocol.frame.Heartbeat;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
    private static final int DEVICES = 400;
    private static final int KEEP_ALIVE = 40;

    /** Devices that registered at the same moment; time stands still until it is told to go on. */
    private static List<EmbeddedChannel> held() {
        List<EmbeddedChannel> held = new ArrayList<>();
        for (int i = 0; i < DEVICES; i++) {
            EmbeddedChannel channel = new EmbeddedChannel();
            channel.freezeTime();
            channel.pipeline().addLast(ConnectionPipeline.IDLENESS, new ChannelInboundHandlerAdapter());
            KeepAlive.hold(channel, Duration.ofSeconds(KEEP_ALIVE));
            held.add(channel);
        }
        return held;
    }

    /** The frames that all devices get in one second. */
    private static int tick(List<EmbeddedChannel> devices) {
        int frames = 0;
        for (EmbeddedChannel device : devices) {
            device.advanceTimeBy(1, TimeUnit.SECONDS);
            device.runScheduledPendingTasks();
            for (Object sent = device.readOutbound(); sent != null; sent = device.readOutbound()) {
                assertThat(sent).isSameAs(Heartbeat.INSTANCE);
                frames++;
            }
        }
        return frames;
    }

    @Test
    void devicesThatCameTogetherDoNotTickTogether() {
        List<EmbeddedChannel> devices = held();
        List<Integer> perSecond = new ArrayList<>();
        for (int second = 1; second <= KEEP_ALIVE; second++) {
            perSecond.add(tick(devices));
        }
        assertThat(perSecond.subList(0, KEEP_ALIVE * 3 / 4)).as("none too early").containsOnly(0);
        assertThat(perSecond.stream().mapToInt(Integer::intValue).sum()).as("each in time").isEqualTo(DEVICES);
        assertThat(perSecond).as("spread over ten seconds").allMatch(frames -> frames < DEVICES / 4);
    }
}
