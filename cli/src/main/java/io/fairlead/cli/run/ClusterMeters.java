package io.fairlead.cli.run;

import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.membership.ClusterStatus;
import io.fairlead.cluster.membership.CourierEvents;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.RendezvousMetric;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/** Counts what goes to and comes from other rendezvous nodes. */
final class ClusterMeters implements CourierEvents {
    private final Map<Delivery, Meters.Count> sent = new EnumMap<>(Delivery.class);
    private final Map<Delivery, Meters.Count> received = new EnumMap<>(Delivery.class);
    private final LongConsumer durations;
    private final Meters.Count refused;
    private final Meters.Level reachable;
    private final Meters.Level unreachable;
    private final Meters.Level restarts;

    ClusterMeters(Meters meters) {
        for (Delivery delivery : Delivery.values()) {
            String label = delivery.name().toLowerCase(Locale.ROOT);
            sent.put(delivery, meters.counter(RendezvousMetric.FORWARDED, label));
            received.put(delivery, meters.counter(RendezvousMetric.TAKEN_IN, label));
        }
        this.durations = meters.plainDurations(RendezvousMetric.FORWARDED_DURATION);
        this.refused = meters.counter(RendezvousMetric.FORWARD_REFUSED);
        this.reachable = meters.gauge(RendezvousMetric.CLUSTER_MEMBERS, "true");
        this.unreachable = meters.gauge(RendezvousMetric.CLUSTER_MEMBERS, "false");
        this.restarts = meters.gauge(RendezvousMetric.CLUSTER_RESTARTS);
    }

    @Override
    public void sent(Delivery delivery, long nanos) {
        sent.get(delivery).add(1);
        durations.accept(nanos);
    }

    @Override
    public void received(Delivery delivery) {
        received.get(delivery).add(1);
    }

    @Override
    public void refused() {
        refused.add(1);
    }

    void status(ClusterStatus status) {
        unreachable.set(status.unreachable());
        reachable.set(status.members().size() - status.unreachable());
        restarts.set(status.restarts());
    }
}
