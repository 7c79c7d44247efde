package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * Relays.
 *
 * @param relays by their names
 * @param unanswered nodes that did not answer
 */
public record RelayList(
        List<RelayRow> relays,
        List<String> unanswered) {}
