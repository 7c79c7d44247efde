package io.fairlead.relay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.fairlead.protocol.net.ListeningSockets;
import io.fairlead.protocol.net.ListeningSockets.Accepting;
import io.fairlead.relay.config.BandwidthRules;
import io.fairlead.relay.config.PathOption;
import io.fairlead.relay.config.RelayPaths;
import io.fairlead.relay.limit.Bandwidth;
import io.fairlead.relay.limit.SessionBandwidth;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.unix.UnixChannel;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A million chunks, over real sockets, cost the event loop's thread no memory of Java's. */
class AllocationIT {
    private static final long CHUNKS = 1_000_000;
    private static final int CHUNK = 4096;

    /** What the machine compiles and links while it warms up. */
    private static final long WARM_UP = 100_000;

    /**
     * What is not compiled yet allocates, and when that is done is for the machine's load to say. What a chunk costs
     * would be seen each time.
     */
    private static final int ATTEMPTS = 4;

    /** Far less than one object for each chunk; a timer or two are allowed. */
    private static final long MOST_BYTES = CHUNKS / 10;

    private final Bandwidth bandwidth = new Bandwidth(new BandwidthRules(1e6, 1e6, 1e6, 1, Duration.ZERO),
            System::nanoTime);
    private final BlockingQueue<Channel> accepted = new ArrayBlockingQueue<>(2);
    private final AtomicLong chunks = new AtomicLong();

    @ParameterizedTest
    @EnumSource(value = PathOption.class, names = {"SPLICE", "COPY"})
    void aMillionChunksAllocateNothing(PathOption path) throws Exception {
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        // Every buffer that is watched costs several objects.
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        KernelLoops loops = new KernelLoops(new RelayPaths(path, Duration.ofNanos(1000)), bandwidth::share,
                System::nanoTime);
        try (ListeningSockets sockets = new ListeningSockets(loops.transport(), 1, "allocating",
                Optional.of(InetAddress.getLoopbackAddress()))) {
            InetSocketAddress at = sockets.tcp("test", 0,
                    new Accepting(new Waiting(), true, WriteBufferWaterMark.DEFAULT));
            try (Socket first = new Socket(at.getAddress(), at.getPort())) {
                Channel one = accepted.poll(10, TimeUnit.SECONDS);
                try (Socket second = new Socket(at.getAddress(), at.getPort())) {
                    Channel other = accepted.poll(10, TimeUnit.SECONDS);
                    begin(loops, one, other);
                    carry(first, second, WARM_UP);
                    carry(second, first, WARM_UP);
                    assertThat(leastAllocated(first, second)).as("bytes allocated").isLessThan(MOST_BYTES);
                }
            }
        } finally {
            ResourceLeakDetector.setLevel(level);
        }
    }

    private long leastAllocated(Socket first, Socket second) throws Exception {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && least >= MOST_BYTES; attempt++) {
            long before = allocated();
            long counted = chunks.get();
            carry(first, second, CHUNKS);
            assertThat(chunks.get() - counted).as("chunks").isGreaterThanOrEqualTo(CHUNKS);
            least = Math.min(least, allocated() - before);
        }
        return least;
    }

    private void begin(KernelLoops loops, Channel one, Channel other) throws Exception {
        KernelLoop loop = loops.forSession(one, other).orElseThrow();
        one.deregister().sync();
        other.deregister().sync();
        Counting counting = new Counting(loop);
        assertThat(loop.run(() -> loop.begin(counting, detached(one), detached(other)))).isTrue();
    }

    private static Detached detached(Channel channel) {
        return new Detached(((UnixChannel) channel).fd().intValue(), Unpooled.EMPTY_BUFFER, () -> {});
    }

    private static void carry(Socket from, Socket to, long count) throws Exception {
        Thread sender = Thread.ofPlatform().start(() -> {
            byte[] much = new byte[16 * CHUNK];
            try {
                OutputStream out = from.getOutputStream();
                for (long left = count * CHUNK; left > 0; left -= much.length) {
                    out.write(much, 0, (int) Math.min(left, much.length));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        InputStream in = to.getInputStream();
        byte[] some = new byte[64 * CHUNK];
        for (long left = count * CHUNK; left > 0;) {
            int read = in.read(some, 0, (int) Math.min(left, some.length));
            assertThat(read).isPositive();
            left -= read;
        }
        sender.join();
    }

    /** By the loop's thread. */
    private static long allocated() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            if (threads.getThreadInfo(id).getThreadName().startsWith("allocating")) {
                return threads.getThreadAllocatedBytes(id);
            }
        }
        throw new AssertionError("no thread of that name");
    }

    /** Holds a connection as it is. */
    @ChannelHandler.Sharable
    private final class Waiting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            accepted.add(context.channel());
        }
    }

    /** Takes one chunk at a time, and asks for its bandwidth as sessions do. */
    private final class Counting implements Carried {
        private final SessionBandwidth session = bandwidth.session();
        private final KernelLoop loop;

        Counting(KernelLoop loop) {
            this.loop = loop;
        }

        @Override
        public long forwarded(boolean toSecond, int bytes, DataPath path, long now) {
            chunks.incrementAndGet();
            return session.charge(toSecond, bytes, now, loop.share());
        }

        @Override
        public int largestChunk() {
            return CHUNK;
        }

        @Override
        public void throttled(long nanos) {
            // Fast enough for all.
        }

        @Override
        public void heldUp(boolean toSecond, long now) {
            // Chunks are small.
        }

        @Override
        public void letGo(boolean toSecond, long now) {
            // As above.
        }

        @Override
        public void pathChanged(DataPath path) {
            // Chunks are small.
        }

        @Override
        public void broke() {
            // The test ends.
        }

        @Override
        public void failed(RuntimeException failure) {
            throw failure;
        }

        @Override
        public void legClosed() {
            // The test ends.
        }
    }
}
