package io.fairlead.load.fleet;

import io.fairlead.protocol.frame.Heartbeat;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One connection of a device that registers over TCP or WebSocket, protocol section 6: registers its key, again every
 * 15 s until that is confirmed, echoes the server's heartbeats, and gives the connection up when nothing came for one
 * and a half times what the server has promised.
 */
final class ConnectedDevice extends Talk {
    private static final long REPEAT_SECONDS = 15;
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final long PATIENCE_MILLIS_PER_SECOND = 1500;

    private final int device;
    private final RendezvousMessage registration;
    private final DeviceMeters meters;
    private final Pushed pushed;
    private final Life life;
    private final long wanted;
    private boolean confirmed;
    private long heard;
    private int keepAliveSeconds = KEEP_ALIVE_SECONDS;
    private Optional<Future<?>> timer = Optional.empty();

    /** What the owner wants to know. */
    interface Life {
        /** The device is registered. */
        void online();

        /** The connection is no more. */
        void ended(boolean wasOnline);
    }

    ConnectedDevice(int device, RendezvousMessage registration, DeviceMeters meters, Pushed pushed, Life life,
            long wanted) {
        this.device = device;
        this.registration = registration;
        this.meters = meters;
        this.pushed = pushed;
        this.life = life;
        this.wanted = wanted;
    }

    @Override
    void ready(ChannelHandlerContext context) {
        heard = System.nanoTime();
        meters.connected(wanted, heard);
        register(context);
    }

    private void register(ChannelHandlerContext context) {
        if (!confirmed) {
            context.writeAndFlush(registration);
            timer = Optional.of(context.executor().schedule(
                    () -> register(context), REPEAT_SECONDS, TimeUnit.SECONDS));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, Object message) {
        heard = System.nanoTime();
        switch (message) {
            case Heartbeat heartbeat -> context.writeAndFlush(heartbeat);
            case RendezvousMessage answer when answer.hasRegisterPkResponse() ->
                registered(context, answer.getRegisterPkResponse());
            case RendezvousMessage push -> pushed.pushed(device, push);
            default -> meters.strange();
        }
    }

    private void registered(ChannelHandlerContext context, RegisterPkResponse response) {
        if (response.getResult() != Result.OK) {
            meters.refused(response.getResult());
            return;
        }
        if (!confirmed) {
            confirmed = true;
            if (response.getKeepAlive() > 0) {
                keepAliveSeconds = response.getKeepAlive();
            }
            meters.registered(wanted, heard);
            life.online();
            timer.ifPresent(repeat -> repeat.cancel(false));
            watch(context);
        }
    }

    private void watch(ChannelHandlerContext context) {
        long patience = keepAliveSeconds * PATIENCE_MILLIS_PER_SECOND;
        long silence = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - heard);
        if (silence >= patience) {
            meters.silent();
            context.close();
        } else {
            timer = Optional.of(context.executor().schedule(
                    () -> watch(context), patience - silence, TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        timer.ifPresent(pending -> pending.cancel(false));
        life.ended(confirmed);
    }
}
