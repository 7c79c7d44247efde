package io.fairlead.cli.run;

import io.fairlead.cluster.control.ControlDrop;
import io.fairlead.cluster.control.ControlEvents;
import io.fairlead.metrics.AdminMetric;
import io.fairlead.metrics.Meters;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Counts operators' commands between nodes, and tells the log of those that somebody else may have written. */
final class ControlMeters implements ControlEvents {
    private static final Logger log = LoggerFactory.getLogger("fairlead.admin");

    private final Meters.Count sent;
    private final Meters.Count received;
    private final Map<ControlDrop, Meters.Count> dropped = new EnumMap<>(ControlDrop.class);

    ControlMeters(Meters meters) {
        this.sent = meters.counter(AdminMetric.CONTROL_MESSAGES, "sent");
        this.received = meters.counter(AdminMetric.CONTROL_MESSAGES, "received");
        for (ControlDrop reason : ControlDrop.values()) {
            dropped.put(reason, meters.counter(AdminMetric.CONTROL_MESSAGES, reason.label()));
        }
    }

    @Override
    public void sent() {
        sent.add(1);
    }

    @Override
    public void received() {
        received.add(1);
    }

    @Override
    public void dropped(ControlDrop reason) {
        dropped.get(reason).add(1);
        log.atLevel(reason == ControlDrop.NOT_ASKED ? Level.DEBUG : Level.WARN)
                .addKeyValue("reason", reason.label()).log("command of another node dropped");
    }
}
