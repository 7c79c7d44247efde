package io.fairlead.cli.admin.node;

import io.fairlead.cli.admin.view.IntroductionRow;
import io.fairlead.cli.admin.view.NodeRow;
import io.fairlead.cli.admin.view.RelayRow;
import io.fairlead.cli.admin.view.SessionRow;
import java.util.List;

/**
 * How a node is.
 *
 * @param node          all in numbers
 * @param relay         its relay; null without one
 * @param relays        those that its rendezvous node sends sessions to; empty without one
 * @param sessions      some that run on its relay, the fastest first
 * @param introductions the last that ended at its rendezvous node
 */
public record Snapshot(
        NodeRow node,
        RelayRow relay,
        List<RelayRow> relays,
        List<SessionRow> sessions,
        List<IntroductionRow> introductions) {}
