package io.fairlead.relay.kernel;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import java.util.concurrent.locks.LockSupport;

/** Netty's epoll, but that it may wait before it looks for more, and that no channel is ever lost from it. */
final class KernelIoHandler implements IoHandler {
    private final IoHandler epoll;
    private final KernelLoop loop;
    private final WakeupDelay delay;
    private final TimedContext timed = new TimedContext();

    KernelIoHandler(IoHandler epoll, KernelLoop loop, WakeupDelay delay) {
        this.epoll = epoll;
        this.loop = loop;
        this.delay = delay;
    }

    @Override
    public void initialize() {
        epoll.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        if (delay.isNever()) {
            return epoll.run(context);
        }
        long now = System.nanoTime();
        long wait = delay.before(now);
        if (wait > 0 && context.canBlock()) {
            LockSupport.parkNanos(this, Math.min(wait, Math.max(1, context.delayNanos(now))));
        }
        timed.around = context;
        int handled = epoll.run(timed);
        delay.after(handled, timed.active);
        return handled;
    }

    @Override
    public void prepareToDestroy() {
        loop.ending();
        epoll.prepareToDestroy();
    }

    @Override
    public void destroy() {
        loop.destroy();
        epoll.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return new KeptRegistration(epoll.register(handle));
    }

    @Override
    public void wakeup() {
        epoll.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return epoll.isCompatible(type);
    }

    /** Hears how long events were worked on. */
    private static final class TimedContext implements IoHandlerContext {
        private IoHandlerContext around;
        private long active;

        @Override
        public boolean canBlock() {
            return around.canBlock();
        }

        @Override
        public long delayNanos(long now) {
            return around.delayNanos(now);
        }

        @Override
        public long deadlineNanos() {
            return around.deadlineNanos();
        }

        @Override
        public void reportActiveIoTime(long nanos) {
            active = nanos;
        }

        @Override
        public boolean shouldReportActiveIoTime() {
            return true;
        }
    }
}
