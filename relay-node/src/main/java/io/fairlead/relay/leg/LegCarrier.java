package io.fairlead.relay.leg;

import io.fairlead.relay.kernel.KernelLoops;
import io.fairlead.relay.kernel.Unsent;

/** A session's connections as long as they are the legs' own. */
record LegCarrier(RelayLeg first, RelayLeg second) implements Carrier {
    @Override
    public void look(KernelLoops loops, Unsent told) {
        first.run(() -> told.unsent(true, loops.unsent(first.channel())));
        second.run(() -> told.unsent(false, loops.unsent(second.channel())));
    }

    @Override
    public void abandon() {
        first.abandon();
        second.abandon();
    }
}
