package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.notes.Notes;
import io.fairlead.cluster.relay.SessionDirectory;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.rendezvous.network.SiteRule;
import io.fairlead.rendezvous.registration.DeviceLookup;
import io.fairlead.rendezvous.registration.HeldDevices;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Puts the introductions of one node together. */
public final class Connects {
    /** Devices whose signed identity is kept: 5 MB at most. */
    private static final int SIGNATURES = 16_384;

    private Connects() {}

    /**
     * What introductions depend on.
     *
     * @param lookup        finds devices by their ids
     * @param courier       makes the courier that delivers here, given this node's own end of it
     * @param devices       this node's devices
     * @param relays        chooses relays
     * @param sessions      told of every session that is introduced
     * @param notes         what nodes note for each other
     * @param keys          the licence keys, and the pairs that sign
     * @param enrolment     the operator's word about devices
     * @param addresses     tells each side the address by which it reaches a relay
     * @param site          tells who is near whom
     * @param alwaysRelay   whether every session is to be relayed, as it is now
     * @param punchLog      filled with introductions
     * @param events        who hears of them
     * @param clock         monotonic time, in nanoseconds
     * @param wallClock     the time of day
     */
    public record Parts(
            DeviceLookup lookup,
            Function<LocalEndpoint, NodeCourier> courier,
            HeldDevices devices,
            RelaySelector relays,
            SessionDirectory sessions,
            Notes notes,
            KeyRing keys,
            Supplier<Enrolment> enrolment,
            AddressSelection addresses,
            SiteRule site,
            BooleanSupplier alwaysRelay,
            PunchLog punchLog,
            ConnectEvents events,
            LongSupplier clock,
            InstantSource wallClock) {}

    /**
     * Makes the service.
     *
     * @param parts what it depends on
     * @return the service
     */
    public static ConnectService service(Parts parts) {
        WaitingRequesters requesters = new WaitingRequesters();
        AnswerRules rules = new AnswerRules(parts.addresses(), new IdentitySigner(SIGNATURES));
        DeviceRelays deviceRelays = new DeviceRelays(parts.addresses(), parts.notes());
        LocalEndpoint endpoint = new LocalDeliveries(
                parts.devices(), requesters, rules, deviceRelays, parts.sessions(), parts.events(), parts.clock());
        NodeCourier courier = parts.courier().apply(endpoint);
        parts.devices().onTakenOver(courier::moved);
        return new ConnectService(
                parts.devices().nodeId(),
                parts.lookup(),
                courier,
                new Visibility(parts.keys(), parts.enrolment(), parts.notes()),
                new ConnectPlanner(parts.site()),
                parts.addresses(),
                parts.relays(),
                requesters,
                deviceRelays,
                parts.sessions(),
                parts.alwaysRelay(),
                parts.punchLog(),
                parts.events(),
                parts.clock(),
                parts.wallClock());
    }
}
