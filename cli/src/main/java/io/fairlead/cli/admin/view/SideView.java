package io.fairlead.cli.admin.view;

/**
 * One side of an explanation.
 *
 * @param address of the side
 * @param network that it is in
 * @param origin where that network is written down
 * @param masqueraded whether its address stands for many strangers
 * @param websocket whether it is on WebSocket
 */
public record SideView(
        String address,
        String network,
        String origin,
        boolean masqueraded,
        boolean websocket) {}
