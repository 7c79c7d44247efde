package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.DeviceAnswer;
import io.fairlead.cluster.courier.DevicePush;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.cluster.peer.Located;
import io.fairlead.cluster.peer.Route;
import io.fairlead.cluster.relay.RelayNode;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.protocol.message.NatType;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.fairlead.rendezvous.connect.ConnectEvents.AnswerDrop;
import io.fairlead.rendezvous.network.NatTests;
import io.fairlead.rendezvous.network.Side;
import io.fairlead.rendezvous.registration.DeviceLookup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Introduces requesters to devices, protocol section 8: checks, looks the device up, lets the planner decide, sends the
 * push to the node that holds the device, and brings devices' answers to the requesters that they name. Methods return
 * at once and may be called from event loops.
 */
public final class ConnectService {
    private static final String REQUEST_RELAY = "request_relay";

    /**
     * A client asks for the last time 9 s after the first (protocol section 8) and then waits as long again. Until then
     * a device whose node is lost may come to another node.
     */
    private static final long LAST_TRY_NANOS = TimeUnit.SECONDS.toNanos(8);

    private final String nodeId;
    private final DeviceLookup lookup;
    private final NodeCourier courier;
    private final Visibility visibility;
    private final ConnectPlanner planner;
    private final AddressSelection addresses;
    private final RelaySelector relays;
    private final WaitingRequesters requesters;
    private final DeviceRelays deviceRelays;
    private final SessionDirectory sessions;
    private final BooleanSupplier alwaysRelay;
    private final PunchLog punchLog;
    private final ConnectEvents events;
    private final NatTests natTests = new NatTests();
    private final LongSupplier clock;
    private final InstantSource wallClock;

    ConnectService(
            String nodeId,
            DeviceLookup lookup,
            NodeCourier courier,
            Visibility visibility,
            ConnectPlanner planner,
            AddressSelection addresses,
            RelaySelector relays,
            WaitingRequesters requesters,
            DeviceRelays deviceRelays,
            SessionDirectory sessions,
            BooleanSupplier alwaysRelay,
            PunchLog punchLog,
            ConnectEvents events,
            LongSupplier clock,
            InstantSource wallClock) {
        this.nodeId = nodeId;
        this.lookup = lookup;
        this.courier = courier;
        this.visibility = visibility;
        this.planner = planner;
        this.addresses = addresses;
        this.relays = relays;
        this.requesters = requesters;
        this.deviceRelays = deviceRelays;
        this.sessions = sessions;
        this.alwaysRelay = alwaysRelay;
        this.punchLog = punchLog;
        this.events = events;
        this.clock = clock;
        this.wallClock = wallClock;
    }

    /**
     * Takes a requester's PunchHoleRequest. The answer goes to {@code requester}, now or when the device has answered.
     *
     * @param requester who asks
     * @param message   what it asks
     */
    public void punchHole(Requester requester, PunchHoleRequest message) {
        long started = clock.getAsLong();
        Optional<KeyRing.Entry> key = visibility.key(message.getLicenceKey());
        if (key.isEmpty()) {
            tellRefused(requester, message, IntroductionOutcome.LICENSE_MISMATCH, started);
            return;
        }
        // Before the device is looked for, so that both take the time of one.
        CompletionStage<Void> findable = courier.holdRequester(requester.address());
        lookup.locate(message.getId()).thenAccept(located -> {
            switch (located) {
                case Located.Unknown _ ->
                    refusePunch(requester, message, IntroductionOutcome.ID_NOT_EXIST, started);
                case Located.Unavailable _ ->
                    refusePunch(requester, message, IntroductionOutcome.UNAVAILABLE, started);
                case Located.Known known when !visibility.finds(key.get(), known.identity()) ->
                    refusePunch(requester, message, IntroductionOutcome.ID_NOT_EXIST, started);
                case Located.Known known when known.route().isEmpty() ->
                    refusePunch(requester, message, IntroductionOutcome.OFFLINE, started);
                case Located.Known known ->
                    introduce(requester, message, key.get(), known, findable, started);
            }
        }).whenComplete(this::report);
    }

    private void introduce(
            Requester requester,
            PunchHoleRequest message,
            KeyRing.Entry key,
            Located.Known known,
            CompletionStage<Void> findable,
            long started) {
        DeviceIdentity device = known.identity();
        Route route = known.route().orElseThrow();
        visibility.grant(requester.address().getAddress(), device.id(), key);
        InetAddress observed = route.observed().getAddress();
        IntroductionFacts facts = new IntroductionFacts(
                addresses.side(requester.address().getAddress(), requester.transport()),
                addresses.side(observed, route.transport()),
                message.getNatType(),
                message.getForceRelay(),
                alwaysRelay.getAsBoolean());
        noteNat(facts);
        RelayNode relay = relays.select();
        Plan plan = planner.plan(facts, addresses.relayFor(facts.device(), relay));
        punchLog.add(new PunchLog.Entry(
                wallClock.instant(), requester.address().getAddress(), observed, device.id()));
        boolean offersUdp = plan instanceof Plan.Punch && message.getUdpPort() > 0 && !offeredUdp(requester, device);
        long first = pending(requester, device).map(PendingRequest::started).orElse(started);
        expect(requester, new PendingRequest(
                PendingRequest.Kind.PUNCH_HOLE,
                device,
                key.pair(),
                observed,
                plan.label(),
                reason(plan),
                relay,
                Selection.of(
                        facts.requester(), facts.device(), plan.verdict().label(), relay, plan.relayForDevice()),
                offersUdp,
                first));
        RendezvousMessage push = Pushes.of(plan, message, requester.address(), offersUdp);
        findable.thenCompose(_ -> push(route, device.id(), push)).thenAccept(delivery -> {
            if (delivery == Delivery.GONE) {
                forget(requester);
                refusePunch(requester, message, IntroductionOutcome.OFFLINE, first);
            } else if (delivery == Delivery.UNREACHABLE && clock.getAsLong() - first >= LAST_TRY_NANOS) {
                forget(requester);
                refusePunch(requester, message, IntroductionOutcome.UNREACHABLE, first);
            }
        }).whenComplete(this::report);
    }

    private void noteNat(IntroductionFacts facts) {
        if (facts.natType() == NatType.UNKNOWN_NAT || facts.requester().overWebSocket()) {
            return;
        }
        Side requester = facts.requester();
        switch (natTests.found(
                requester.address(), requester.masqueraded(), facts.natType() == NatType.SYMMETRIC)) {
            case SUSPECTED -> events.portsRewritten(true);
            case CLEARED -> events.portsRewritten(false);
            case NONE -> {
                // As before.
            }
        }
    }

    /** What a requester waits for already, if it is this device: clients repeat their request. */
    private Optional<PendingRequest> pending(Requester requester, DeviceIdentity device) {
        return requesters.find(requester.address())
                .flatMap(WaitingRequester::pending)
                .filter(pending -> pending.device().id().equals(device.id()));
    }

    /** A request that is repeated because no answer came by UDP is tried by TCP. */
    private boolean offeredUdp(Requester requester, DeviceIdentity device) {
        return pending(requester, device).filter(PendingRequest::offersUdp).isPresent();
    }

    private static String reason(Plan plan) {
        return plan instanceof Plan.Relay relay ? relay.reason().label() : "";
    }

    /**
     * Takes a requester's RequestRelay and passes it on whole, with the requester's address added.
     *
     * @param requester who asks
     * @param message   what it asks, with the fields that this version does not know
     */
    public void requestRelay(Requester requester, RendezvousMessage message) {
        long started = clock.getAsLong();
        RequestRelay request = message.getRequestRelay();
        CompletionStage<Void> findable = courier.holdRequester(requester.address());
        lookup.locate(request.getId()).thenAccept(located -> {
            switch (located) {
                case Located.Unknown _ ->
                    refuseRelay(requester, request, IntroductionOutcome.ID_NOT_EXIST, started);
                case Located.Unavailable _ ->
                    refuseRelay(requester, request, IntroductionOutcome.UNAVAILABLE, started);
                case Located.Known known -> relayTo(requester, message, known, findable, started);
            }
        }).whenComplete(this::report);
    }

    private void relayTo(
            Requester requester,
            RendezvousMessage message,
            Located.Known known,
            CompletionStage<Void> findable,
            long started) {
        RequestRelay request = message.getRequestRelay();
        DeviceIdentity device = known.identity();
        visibility.findsForRelay(requester.address().getAddress(), device)
                .thenCombine(deviceRelays.allows(device.id(), request.getRelayServer()), (finds, allowed) -> {
                    if (!finds) {
                        refuseRelay(requester, request, IntroductionOutcome.ID_NOT_EXIST, started);
                    } else if (known.route().isEmpty()) {
                        refuseRelay(requester, request, IntroductionOutcome.OFFLINE, started);
                    } else {
                        passOn(requester, message, device, known.route().get(), allowed, findable, started);
                    }
                    return finds;
                }).whenComplete(this::report);
    }

    private void passOn(
            Requester requester,
            RendezvousMessage message,
            DeviceIdentity device,
            Route route,
            boolean allowed,
            CompletionStage<Void> findable,
            long started) {
        RequestRelay request = message.getRequestRelay();
        InetAddress observed = route.observed().getAddress();
        Side asker = addresses.side(requester.address().getAddress(), requester.transport());
        Side asked = addresses.side(observed, route.transport());
        RelayNode chosen = relays.select();
        String named = allowed ? request.getRelayServer() : "";
        Optional<RelayNode> known = named.isEmpty()
                ? Optional.of(chosen)
                : addresses.recognise(named, chosen);
        String relay = addresses.renderAnswer(asked, named, chosen);
        sessions.announce(request.getUuid());
        RendezvousMessage push = Pushes.requestRelay(message, requester.address(), relay);
        expect(requester, new PendingRequest(
                PendingRequest.Kind.REQUEST_RELAY,
                device,
                Optional.empty(),
                observed,
                REQUEST_RELAY,
                allowed ? "" : "relay_replaced",
                known.orElse(chosen),
                new Selection(
                        asker.network().name(),
                        asked.network().name(),
                        planner.site().judge(asker, asked).label(),
                        known.map(RelayNode::id).orElse("unknown"),
                        relay,
                        request.getRelayServer()),
                false,
                started));
        findable.thenCompose(_ -> push(route, device.id(), push)).thenAccept(delivery -> {
            if (delivery == Delivery.GONE) {
                forget(requester);
                refuseRelay(requester, request, IntroductionOutcome.OFFLINE, started);
            }
        }).whenComplete(this::report);
    }

    /** A stage's own mistakes would vanish otherwise. */
    private void report(Object ignored, Throwable failure) {
        if (failure != null) {
            events.failed(failure);
        }
    }

    private CompletionStage<Delivery> push(Route route, String id, RendezvousMessage message) {
        DevicePush push = new DevicePush(id, OpaqueBytes.copyOf(message.toByteArray()));
        return courier.push(route.nodeId(), push).thenApply(delivery -> {
            events.push(delivery, !nodeId.equals(route.nodeId()));
            return delivery;
        });
    }

    private void expect(Requester requester, PendingRequest request) {
        requesters.hold(requester).expect(request);
        if (!requester.isOpen()) {
            // It ended while the store was asked; nobody will say so again.
            closed(requester);
        }
    }

    /** One that still waits, or waited before, is released when its connection ends. */
    private void releaseUnlessWaiting(Requester requester) {
        if (requesters.find(requester.address()).isEmpty()) {
            courier.releaseRequester(requester.address());
        }
    }

    /** Ends what a requester waits for without a record: the caller makes one. */
    private void forget(Requester requester) {
        requesters.find(requester.address()).ifPresent(waiting -> waiting.take(_ -> true));
    }

    private void refusePunch(
            Requester requester, PunchHoleRequest message, IntroductionOutcome outcome, long started) {
        releaseUnlessWaiting(requester);
        tellRefused(requester, message, outcome, started);
    }

    private void tellRefused(
            Requester requester, PunchHoleRequest message, IntroductionOutcome outcome, long started) {
        requester.send(Refusals.punchHole(outcome));
        events.introduction(
                Introductions.refused(requester, message.getId(), outcome, clock.getAsLong() - started));
    }

    private void refuseRelay(Requester requester, RequestRelay message, IntroductionOutcome outcome, long started) {
        releaseUnlessWaiting(requester);
        requester.send(Refusals.relay(outcome));
        events.introduction(
                Introductions.refused(requester, message.getId(), outcome, clock.getAsLong() - started));
    }

    /**
     * Takes a device's PunchHoleSent, LocalAddr or RelayResponse to the requester that it names.
     *
     * @param device    the device's address as seen where the answer came from
     * @param transport how it came
     * @param message   the answer, with the fields that this version does not know
     */
    public void answer(InetSocketAddress device, Transport transport, RendezvousMessage message) {
        Optional<InetSocketAddress> requester = AnswerRules.requester(message);
        if (requester.isEmpty()) {
            events.answerDropped(device, AnswerDrop.MALFORMED);
            return;
        }
        courier.answer(new DeviceAnswer(
                requester.get(), device, transport, OpaqueBytes.copyOf(message.toByteArray())));
    }

    /**
     * Forgets a requester whose connection has ended.
     *
     * @param requester the connection
     */
    public void closed(Requester requester) {
        requesters.release(requester).ifPresent(waiting -> {
            courier.releaseRequester(requester.address());
            waiting.take(_ -> true).ifPresent(request -> events.introduction(Introductions.ended(
                    requester, request, IntroductionOutcome.UNANSWERED, clock.getAsLong())));
        });
    }
}
