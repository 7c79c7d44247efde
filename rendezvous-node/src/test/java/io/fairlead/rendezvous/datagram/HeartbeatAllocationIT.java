package io.fairlead.rendezvous.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fairlead.rendezvous.config.HeartbeatPath;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the thread that receives allocates. */
@EnabledOnOs(value = OS.LINUX, architectures = {"amd64", "aarch64"})
class HeartbeatAllocationIT {
    private static final int MILLION = 1_000_000;
    private static final int WINDOW = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private static long receiver() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("rendezvous-heartbeats"))
                .findFirst()
                .orElseThrow()
                .threadId();
    }

    /** Has so many heartbeats answered, never more than a few at once, and none twice. */
    private static void beat(DatagramChannel device, byte[] heartbeat, int many) throws IOException {
        ByteBuffer out = ByteBuffer.allocateDirect(heartbeat.length).put(heartbeat).flip();
        ByteBuffer in = ByteBuffer.allocateDirect(100);
        int sent = 0;
        int answered = 0;
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (answered < many) {
            while (sent < many && sent - answered < WINDOW) {
                device.write(out.rewind());
                sent++;
            }
            while (device.read(in.clear()) > 0) {
                answered++;
            }
            assertThat(System.nanoTime() - until).as("%d of %d answered", answered, many).isNegative();
        }
        assertThat(device.read(in.clear())).isZero();
    }

    @Test
    void aMillionHeartbeatsAllocateNothing() throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        try (TestNode node = new TestNode(directory, HeartbeatPath.KERNEL, TestNode.Setup.plain());
                TestDevice device = new TestDevice("100000001", "127.0.0.5", node.port());
                DatagramChannel channel = DatagramChannel.open()) {
            device.registered();
            channel.bind(new InetSocketAddress("127.0.0.5", 0));
            channel.connect(new InetSocketAddress("127.0.0.1", node.port()));
            channel.configureBlocking(false);
            byte[] heartbeat = TestDevice.heartbeat("100000001", 0).toByteArray();
            // Until the compiler has seen all that runs for each.
            beat(channel, heartbeat, MILLION / 4);
            long before = threads.getThreadAllocatedBytes(receiver());
            beat(channel, heartbeat, MILLION);
            long allocated = threads.getThreadAllocatedBytes(receiver()) - before;
            assertThat(node.events.accepted.get()).isGreaterThan(MILLION);
            // The smallest object has 8 bytes. System calls, of which there is one for many heartbeats, allocate some
            // until the compiler has seen thousands of them.
            assertThat(allocated).as("bytes for a million heartbeats").isLessThan(MILLION);
        }
    }
}
