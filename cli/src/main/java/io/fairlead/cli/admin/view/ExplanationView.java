package io.fairlead.cli.admin.view;

/**
 * How two sides would meet.
 *
 * @param requester who asks
 * @param device who is asked for
 * @param sameSite whether both are at one site
 * @param sameSiteReason why
 * @param plan how they are to meet
 * @param reason why a relay; empty when none
 * @param relay they would be sent to
 * @param deviceIsTold the relay's address as the device is told; empty = it takes the one beside its ID server
 * @param requesterIsTold the same for the requester; empty = what the device says
 */
public record ExplanationView(
        SideView requester,
        SideView device,
        boolean sameSite,
        String sameSiteReason,
        String plan,
        String reason,
        String relay,
        String deviceIsTold,
        String requesterIsTold) {}
