package io.fairlead.cli.admin.view;

/**
 * An introduction that has ended.
 *
 * @param node that it ended at
 * @param time when it ended, RFC 3339, UTC
 * @param from where the requester is
 * @param to the device
 * @param plan how they were to meet
 * @param reason why a relay; empty when none
 * @param outcome how it ended
 * @param fromNetwork the requester's network
 * @param toNetwork the device's
 * @param sameSite whether both are at one site, and why
 * @param relay they were sent to; empty when none
 * @param durationMs from the first request to the end
 */
public record IntroductionRow(
        String node,
        String time,
        String from,
        String to,
        String plan,
        String reason,
        String outcome,
        String fromNetwork,
        String toNetwork,
        String sameSite,
        String relay,
        long durationMs) {}
