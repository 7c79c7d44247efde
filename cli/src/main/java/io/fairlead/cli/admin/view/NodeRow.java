package io.fairlead.cli.admin.view;

import java.util.Map;

/**
 * A process of the cluster.
 *
 * @param node names it
 * @param version of its program
 * @param role standalone, rendezvous or relay
 * @param region where it is; empty when nobody said so
 * @param uptimeSeconds since it started
 * @param self whether it is the one that was asked
 * @param storeReached false while it does not reach the shared store
 * @param devices that are online at it
 * @param introductions that it has ended since it started
 * @param introductionsByOutcome the same, by outcome
 * @param introductionsByPlan the same, by plan
 * @param sessions that it counts
 * @param bytesPerSecond that its relay carries
 * @param load of its relay, from 0 (idle) to 1 (full)
 * @param draining whether its relay takes no new sessions
 */
public record NodeRow(
        String node,
        String version,
        String role,
        String region,
        long uptimeSeconds,
        boolean self,
        boolean storeReached,
        int devices,
        long introductions,
        Map<String, Long> introductionsByOutcome,
        Map<String, Long> introductionsByPlan,
        int sessions,
        double bytesPerSecond,
        double load,
        boolean draining) {}
