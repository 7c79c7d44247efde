package io.fairlead.rendezvous;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.metrics.BoundedNames;
import io.fairlead.metrics.Exemplar;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.NodeMetric;
import io.fairlead.metrics.RendezvousMetric;
import io.fairlead.protocol.message.RegisterPkResponse;
import io.fairlead.rendezvous.connect.Introduction;
import io.fairlead.rendezvous.connect.IntroductionOutcome;
import io.fairlead.rendezvous.connect.RelayReason;
import io.fairlead.rendezvous.connect.Selection;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.SiteVerdict;
import io.fairlead.rendezvous.registration.RegistrationOutcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** Counts events, and passes them on. What comes often has its counter at hand. */
public final class MeteredEvents implements RendezvousEvents {
    /** More networks than that are one, to the meters. */
    private static final int MOST_NETWORKS = 50;

    private static final String NONE = "none";
    private static final String REQUEST_RELAY = "request_relay";

    private final Meters meters;
    private final RendezvousEvents next;
    private final Meters.Count accepted;
    private final Meters.Count asked;
    private final Map<Drop, Meters.Count> drops = new EnumMap<>(Drop.class);
    private final Map<Delivery, Meters.Count> pushes = new EnumMap<>(Delivery.class);
    private final Map<Delivery, Meters.Count> forwardedPushes = new EnumMap<>(Delivery.class);
    private final BoundedNames networks = new BoundedNames(MOST_NETWORKS);
    private final LongConsumer loopDelays;
    private final Meters.Count incomplete;
    private final Meters.Count overloaded;
    private final Map<AnswerDrop, Meters.Count> answerDrops = new EnumMap<>(AnswerDrop.class);
    private final Map<KeyExchangeStep, Meters.Count> keyExchanges = new EnumMap<>(KeyExchangeStep.class);
    private final Meters.Count failures;
    private final Meters.Count datagramsLost;
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
            pushes.put(delivery, meters.counter(RendezvousMetric.PUSHES, "local", label(delivery)));
            forwardedPushes.put(delivery, meters.counter(RendezvousMetric.PUSHES, "forwarded", label(delivery)));
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
        this.datagramsLost = meters.counter(RendezvousMetric.DATAGRAMS_LOST);
        this.devices = meters.gauge(RendezvousMetric.DEVICES);
        this.connections = meters.gauge(RendezvousMetric.CONNECTIONS);
        this.portsRewritten = meters.gauge(RendezvousMetric.PORTS_REWRITTEN);
        this.suspects = meters.gauge(RendezvousMetric.MASQUERADE_SUSPECTS);
        this.loopDelays = meters.plainDurations(NodeMetric.LOOP_DELAY, "rendezvous");
        prepare();
    }

    /** What may stay 0 for long is to be there all the same: a rate needs a series that has been seen before. */
    private void prepare() {
        for (RegistrationOutcome outcome : RegistrationOutcome.values()) {
            for (Transport transport : Transport.values()) {
                meters.counter(RendezvousMetric.REGISTRATIONS, outcome.label(), label(transport));
            }
        }
        for (IntroductionOutcome outcome : IntroductionOutcome.values()) {
            if (outcome == IntroductionOutcome.ANSWERED || outcome == IntroductionOutcome.UNANSWERED) {
                for (RelayReason reason : RelayReason.values()) {
                    meters.counter(RendezvousMetric.INTRODUCTIONS, "relay", reason.label(), outcome.label());
                }
                for (String plan : List.of("same_intranet", "punch", REQUEST_RELAY)) {
                    meters.counter(RendezvousMetric.INTRODUCTIONS, plan, NONE, outcome.label());
                }
                meters.counter(RendezvousMetric.INTRODUCTIONS, REQUEST_RELAY, "relay_replaced", outcome.label());
            } else {
                meters.counter(RendezvousMetric.INTRODUCTIONS, NONE, NONE, outcome.label());
            }
        }
        for (String plan : List.of("same_intranet", "punch", "relay", REQUEST_RELAY)) {
            meters.durations(RendezvousMetric.INTRODUCTION_DURATION, plan);
        }
        for (SiteVerdict verdict : SiteVerdict.values()) {
            meters.counter(RendezvousMetric.SITE_VERDICTS, verdict.label());
        }
        for (String told : List.of("address", "beside")) {
            meters.counter(RendezvousMetric.RENDERINGS, networks.of(Network.PUBLIC), "device", told);
            meters.counter(RendezvousMetric.RENDERINGS, networks.of(Network.PUBLIC), "requester", told);
        }
        for (RegisterPkResponse.Result result : RegisterPkResponse.Result.values()) {
            meters.counter(RendezvousMetric.ID_CHANGES, label(result));
        }
        meters.counter(RendezvousMetric.RATE_LIMITED, "registration");
        meters.counter(RendezvousMetric.RATE_LIMITED, "id_change");
    }

    private static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public void registration(String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome) {
        meters.counter(RendezvousMetric.REGISTRATIONS, outcome.label(), label(transport)).add(1);
        if (outcome == RegistrationOutcome.TOO_FREQUENT) {
            meters.counter(RendezvousMetric.RATE_LIMITED, "registration").add(1);
        }
        next.registration(id, from, transport, outcome);
    }

    @Override
    public void introduction(Introduction introduction) {
        String reason = introduction.reason().isEmpty() ? NONE : introduction.reason();
        meters.counter(
                RendezvousMetric.INTRODUCTIONS,
                introduction.plan(),
                reason,
                introduction.outcome().label())
                .add(1);
        boolean answered = introduction.outcome() == IntroductionOutcome.ANSWERED;
        if (answered) {
            meters.durations(RendezvousMetric.INTRODUCTION_DURATION, introduction.plan())
                    .record(introduction.durationNanos(), new Exemplar("introduction", introduction.name()));
        }
        Selection selection = introduction.selection();
        if (!selection.equals(Selection.NONE)) {
            meters.counter(RendezvousMetric.SITE_VERDICTS, selection.sameSite()).add(1);
            rendered(selection.deviceNetwork(), "device", selection.relayForDevice());
            if (answered) {
                rendered(selection.requesterNetwork(), "requester", selection.relayForRequester());
            }
        }
        next.introduction(introduction);
    }

    private void rendered(String network, String side, String relay) {
        meters.counter(RendezvousMetric.RENDERINGS, networks.of(network), side, relay.isEmpty() ? "beside" : "address")
                .add(1);
    }

    @Override
    public void heartbeat(boolean known) {
        (known ? accepted : asked).add(1);
        next.heartbeat(known);
    }

    @Override
    public void heartbeats(int many) {
        accepted.add(many);
        next.heartbeats(many);
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
    public void push(Delivery delivery, boolean forwarded) {
        (forwarded ? forwardedPushes : pushes).get(delivery).add(1);
        next.push(delivery, forwarded);
    }

    @Override
    public void answerDropped(InetSocketAddress from, AnswerDrop reason) {
        answerDrops.get(reason).add(1);
        next.answerDropped(from, reason);
    }

    @Override
    public void idChange(String oldId, String newId, InetSocketAddress from, RegisterPkResponse.Result result) {
        meters.counter(RendezvousMetric.ID_CHANGES, label(result)).add(1);
        if (result == RegisterPkResponse.Result.TOO_FREQUENT) {
            meters.counter(RendezvousMetric.RATE_LIMITED, "id_change").add(1);
        }
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
    public void datagramsLost(long lost) {
        datagramsLost.add(lost);
        next.datagramsLost(lost);
    }

    @Override
    public void loopDelay(long nanos) {
        loopDelays.accept(nanos);
        next.loopDelay(nanos);
    }

    @Override
    public void failed(Throwable failure) {
        failures.add(1);
        next.failed(failure);
    }
}
