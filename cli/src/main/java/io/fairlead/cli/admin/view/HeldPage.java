package io.fairlead.cli.admin.view;

import java.util.List;

/**
 * Some of the devices that are online at a node.
 *
 * @param node the node
 * @param devices by their ids
 * @param next what {@code after} is to be for the next page; empty when there is none
 */
public record HeldPage(
        String node,
        List<HeldDevice> devices,
        String next) {}
