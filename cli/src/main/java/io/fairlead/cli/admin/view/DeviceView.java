package io.fairlead.cli.admin.view;

/**
 * All that is known of a device.
 *
 * @param id the device
 * @param state known, approved, blocked, or pending when it was refused and nothing has been said of it
 * @param tenant whose it is; main for the operator's own
 * @param stored whether an identity is stored for it
 * @param keyConfirmed whether it has confirmed a key
 * @param ip address that it last confirmed its key from; empty when unknown
 * @param online whether a node holds it
 * @param node the node that holds it; empty when none
 * @param transport udp, tcp or websocket; empty when none holds it
 * @param address where its node sees it; empty when none holds it
 * @param refusals how often it was refused, nothing having been said of it since
 */
public record DeviceView(
        String id,
        String state,
        String tenant,
        boolean stored,
        boolean keyConfirmed,
        String ip,
        boolean online,
        String node,
        String transport,
        String address,
        long refusals) {}
