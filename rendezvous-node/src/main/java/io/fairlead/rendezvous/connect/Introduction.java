package io.fairlead.rendezvous.connect;

import java.net.InetSocketAddress;

/**
 * One introduction from request to end, for log, metric and audit.
 *
 * @param name          drawn at random, so that a number's exemplar leads to the line in the log
 * @param requester     where the requester is
 * @param deviceId      the device that it asked for
 * @param plan          {@link Plan#label()}, {@code request_relay}, or {@code none} when it was refused
 * @param reason        why a relay; empty when none
 * @param selection     what address selection made of it
 * @param outcome       how it ended
 * @param durationNanos from the first request to the end
 */
public record Introduction(
        String name,
        InetSocketAddress requester,
        String deviceId,
        String plan,
        String reason,
        Selection selection,
        IntroductionOutcome outcome,
        long durationNanos) {}
