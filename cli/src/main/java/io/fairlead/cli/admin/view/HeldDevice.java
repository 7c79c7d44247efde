package io.fairlead.cli.admin.view;

/**
 * A device that is online at a node.
 *
 * @param id the device
 * @param transport udp, tcp or websocket
 * @param address where the node sees it
 */
public record HeldDevice(
        String id,
        String transport,
        String address) {}
