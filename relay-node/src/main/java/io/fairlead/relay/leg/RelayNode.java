package io.fairlead.relay.leg;

import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.relay.RelayEvents;
import io.fairlead.relay.config.RelayCaps;
import io.fairlead.relay.config.RelayTimeouts;
import io.fairlead.relay.kernel.KernelLoops;
import io.fairlead.relay.limit.AddressList;
import io.fairlead.relay.limit.Bandwidth;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What the legs of one node share.
 *
 * @param keys       what clients may present
 * @param admission  which sessions are taken
 * @param timeouts   how long to wait
 * @param caps       how much to hold
 * @param parked     legs that wait
 * @param sessions   sessions that run
 * @param bandwidth  how fast they may be
 * @param blacklist  addresses that are held down
 * @param blocklist  addresses that are refused
 * @param events     hears of all that happens
 * @param clock      monotonic time, in nanoseconds
 * @param kernel     the event loops that can take sessions out of Netty
 * @param peers      the other relays of the cluster; empty when there is none
 */
public record RelayNode(
        KeyRing keys,
        Admission admission,
        RelayTimeouts timeouts,
        RelayCaps caps,
        ParkedLegs parked,
        Sessions sessions,
        Bandwidth bandwidth,
        AddressList blacklist,
        AddressList blocklist,
        RelayEvents events,
        LongSupplier clock,
        KernelLoops kernel,
        Optional<PeerRelays> peers) {}
