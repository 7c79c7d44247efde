package io.fairlead.cli.admin.view;

import java.util.List;
import java.util.Map;

/**
 * All that a page shows at one look.
 *
 * @param node the asked one
 * @param version of its program
 * @param time now, RFC 3339, UTC
 * @param devices that are online at the nodes that answered
 * @param sessions that run there
 * @param bytesPerSecond that their relays carry
 * @param introductionsByOutcome since those nodes started
 * @param introductionsByPlan since those nodes started
 * @param nodes that answered
 * @param relays by their names
 * @param fastest the fastest sessions
 * @param introductions the last ones
 * @param unanswered nodes that did not answer
 */
public record Overview(
        String node,
        String version,
        String time,
        int devices,
        int sessions,
        double bytesPerSecond,
        Map<String, Long> introductionsByOutcome,
        Map<String, Long> introductionsByPlan,
        List<NodeRow> nodes,
        List<RelayRow> relays,
        List<SessionRow> fastest,
        List<IntroductionRow> introductions,
        List<String> unanswered) {}
