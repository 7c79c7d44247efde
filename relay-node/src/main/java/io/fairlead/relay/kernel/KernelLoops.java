package io.fairlead.relay.kernel;

import io.fairlead.protocol.net.NativeTransport;
import io.fairlead.relay.config.PathOption;
import io.fairlead.relay.config.RelayPaths;
import io.fairlead.relay.limit.BandwidthShare;
import io.netty.channel.Channel;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The event loops of a node that can take sessions out of Netty. Safe for use by any thread. */
public final class KernelLoops {
    private final Map<ThreadAwareExecutor, KernelLoop> loops = new ConcurrentHashMap<>();
    private final RelayPaths paths;
    private final Supplier<BandwidthShare> shares;
    private final LongSupplier clock;

    /**
     * None runs yet.
     *
     * @param paths  what the operator decided
     * @param shares gives each loop its share of the node's bandwidth
     * @param clock  monotonic time, in nanoseconds
     */
    public KernelLoops(RelayPaths paths, Supplier<BandwidthShare> shares, LongSupplier clock) {
        this.paths = paths;
        this.shares = shares;
        this.clock = clock;
    }

    /**
     * Says what the machine offers for what is asked.
     *
     * @return epoll with loops that are known here; Java's own sockets where there is no epoll, or they are asked for
     * @throws IllegalArgumentException when a path is asked for that the machine does not have; the message names it
     */
    public NativeTransport transport() {
        if (paths.path() != PathOption.NETTY && Epoll.isAvailable()) {
            return NativeTransport.epoll(new Factory());
        }
        if (paths.path() == PathOption.NETTY || paths.path() == PathOption.AUTO) {
            return NativeTransport.plain();
        }
        throw new IllegalArgumentException("relay-path: " + paths.path().label()
                + " (expected: auto or netty, as there is no epoll here)");
    }

    /**
     * Finds the loop that a session could run on.
     *
     * @param first  one side's connection
     * @param second the other's
     * @return the first one's loop; empty when Netty has to carry the session
     */
    public Optional<KernelLoop> forSession(Channel first, Channel second) {
        return first instanceof EpollSocketChannel && second instanceof EpollSocketChannel
                ? Optional.ofNullable(loops.get(first.eventLoop()))
                : Optional.empty();
    }

    /**
     * Tells what a connection's client has not taken yet.
     *
     * @param channel the connection; to be called on its event loop
     * @return bytes that were written and not acknowledged; less than 0 = not known
     */
    public long unsent(Channel channel) {
        KernelLoop loop = channel instanceof EpollSocketChannel ? loops.get(channel.eventLoop()) : null;
        return loop == null || !channel.isOpen()
                ? -1
                : loop.calls().unsent(((EpollSocketChannel) channel).fd().intValue());
    }

    private final class Factory implements IoHandlerFactory {
        private final IoHandlerFactory epoll = EpollIoHandler.newFactory();

        @Override
        public IoHandler newHandler(ThreadAwareExecutor executor) {
            WakeupDelay delay = new WakeupDelay(paths.wakeupDelay());
            KernelLoop loop = new KernelLoop((IoEventLoop) executor, paths.path(), shares.get(), delay, clock);
            loops.put(executor, loop);
            return new KernelIoHandler(epoll.newHandler(executor), loop, delay);
        }
    }
}
