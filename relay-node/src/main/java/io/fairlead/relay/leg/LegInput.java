package io.fairlead.relay.leg;

import io.netty.channel.Channel;
import java.util.concurrent.TimeUnit;

/** Whether a leg is read: not while anything speaks against it. For the leg's event loop. */
final class LegInput {
    /** A parked leg has sent as much as is kept. */
    static final int EARLY_BYTES = 1;

    /** The other leg cannot take more. */
    static final int BACK_PRESSURE = 2;

    /** The session was too fast. */
    static final int BANDWIDTH = 4;

    /** The connection is about to leave its channel. */
    static final int HANDOVER = 8;

    private final Channel channel;
    private int reasons;

    LegInput(Channel channel) {
        this.channel = channel;
    }

    void pause(int reason) {
        reasons |= reason;
        channel.config().setAutoRead(false);
    }

    void resume(int reason) {
        if ((reasons & reason) == 0) {
            return;
        }
        reasons &= ~reason;
        if (reasons == 0) {
            channel.config().setAutoRead(true);
        }
    }

    /** A pause that ends by itself. */
    void pauseFor(int reason, long nanos) {
        if ((reasons & reason) != 0) {
            // Messages that were read already came after the pause began; its end looks no further than them.
            return;
        }
        pause(reason);
        channel.eventLoop().schedule(() -> resume(reason), nanos, TimeUnit.NANOSECONDS);
    }
}
