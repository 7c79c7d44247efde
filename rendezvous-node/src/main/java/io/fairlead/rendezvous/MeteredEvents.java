package io.fairlead.rendezvous;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.RendezvousMetric;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.rendezvous.connect.Introduction;
import io.fairlead.rendezvous.connect.IntroductionOutcome;
import io.fairlead.rendezvous.registration.RegistrationOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts events, and passes them on. What comes often has its counter at hand. */
public final class MeteredEvents implements RendezvousEvents {
    private final Meters meters;
    private final RendezvousEvents next;
    private final Meters.Count accepted;
    private final Meters.Count asked;
    private final Map<Drop, Meters.Count> drops = new EnumMap<>(Drop.class);
    private final Map<Delivery, Meters.Count> pushes = new EnumMap<>(Delivery.class);
    private final Meters.Count incomplete;
    private final Meters.Count overloaded;
    private final Map<AnswerDrop, Meters.Count> answerDrops = new EnumMap<>(AnswerDrop.class);
    private final Map<KeyExchangeStep, Meters.Count> keyExchanges = new EnumMap<>(KeyExchangeStep.class);
    private final Meters.Count failures;
    private final Meters.Level devices;
    private final Meters.Level connections;
    private final Meters.Level suspects;
    private final Meters.Level portsRewritten;
    private final AtomicInteger suspected = new AtomicInteger();

    /**
     * Makes the meters.
     *
     * @param meters where they are made
     * @param next   who hears of the events besides
     */
    public MeteredEvents(Meters meters, RendezvousEvents next) {
        this.meters = meters;
        this.next = next;
        this.accepted = meters.counter(RendezvousMetric.HEARTBEATS, "accepted");
        this.asked = meters.counter(RendezvousMetric.HEARTBEATS, "key_asked");
        for (Drop drop : Drop.values()) {
            drops.put(drop, meters.counter(RendezvousMetric.DROPPED, label(drop)));
        }
        for (Delivery delivery : Delivery.values()) {
            pushes.put(delivery, meters.counter(RendezvousMetric.PUSHES, label(delivery)));
        }
        this.incomplete = meters.counter(RendezvousMetric.DROPPED, "incomplete_key");
        this.overloaded = meters.counter(RendezvousMetric.DROPPED, "overloaded");
        for (AnswerDrop drop : AnswerDrop.values()) {
            answerDrops.put(drop, meters.counter(RendezvousMetric.ANSWERS_DROPPED, label(drop)));
        }
        for (KeyExchangeStep step : KeyExchangeStep.values()) {
            keyExchanges.put(step, meters.counter(RendezvousMetric.KEY_EXCHANGES, label(step)));
        }
        this.failures = meters.counter(RendezvousMetric.FAILURES);
        this.devices = meters.gauge(RendezvousMetric.DEVICES);
        this.connections = meters.gauge(RendezvousMetric.CONNECTIONS);
        this.portsRewritten = meters.gauge(RendezvousMetric.PORTS_REWRITTEN);
        this.suspects = meters.gauge(RendezvousMetric.MASQUERADE_SUSPECTS);
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void registration(String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome) {
        meters.counter(RendezvousMetric.REGISTRATIONS, outcome.label(), label(transport)).add(1);
        next.registration(id, from, transport, outcome);
    }

    @Override
    public void introduction(Introduction introduction) {
        String outcome = introduction.outcome().label();
        meters.counter(RendezvousMetric.INTRODUCTIONS, introduction.plan(), introduction.reason(), outcome)
                .add(1);
        if (introduction.outcome() == IntroductionOutcome.ANSWERED) {
            meters.timer(RendezvousMetric.INTRODUCTION_DURATION, introduction.plan())
                    .record(introduction.durationNanos());
        }
        next.introduction(introduction);
    }

    @Override
    public void heartbeat(boolean known) {
        (known ? accepted : asked).add(1);
        next.heartbeat(known);
    }

    @Override
    public void incomplete() {
        incomplete.add(1);
        next.incomplete();
    }

    @Override
    public void overloaded() {
        overloaded.add(1);
        next.overloaded();
    }

    @Override
    public void push(Delivery delivery) {
        pushes.get(delivery).add(1);
        next.push(delivery);
    }

    @Override
    public void answerDropped(InetSocketAddress from, AnswerDrop reason) {
        answerDrops.get(reason).add(1);
        next.answerDropped(from, reason);
    }

    @Override
    public void idChange(String oldId, String newId, InetSocketAddress from, RegisterPkResponse.Result result) {
        meters.counter(RendezvousMetric.ID_CHANGES, label(result)).add(1);
        next.idChange(oldId, newId, from, result);
    }

    @Override
    public void keyExchange(InetSocketAddress from, KeyExchangeStep step) {
        keyExchanges.get(step).add(1);
        next.keyExchange(from, step);
    }

    @Override
    public void dropped(InetSocketAddress from, Drop reason) {
        drops.get(reason).add(1);
        next.dropped(from, reason);
    }

    @Override
    public void connections(int open) {
        connections.set(open);
        next.connections(open);
    }

    @Override
    public void portsRewritten(boolean suspected) {
        portsRewritten.set(suspected ? 1 : 0);
        next.portsRewritten(suspected);
    }

    @Override
    public void masquerade(InetAddress address, int held) {
        suspects.set(suspected.incrementAndGet());
        next.masquerade(address, held);
    }

    @Override
    public void devices(int held) {
        devices.set(held);
        next.devices(held);
    }

    @Override
    public void failed(Throwable failure) {
        failures.add(1);
        next.failed(failure);
    }
}
