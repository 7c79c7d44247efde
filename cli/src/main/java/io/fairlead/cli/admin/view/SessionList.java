package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * Sessions of several relays.
 *
 * @param sessions the fastest first
 * @param total how many run on the relays that answered
 * @param unanswered nodes that did not answer
 */
public record SessionList(
        List<SessionRow> sessions,
        int total,
        List<String> unanswered) {}
