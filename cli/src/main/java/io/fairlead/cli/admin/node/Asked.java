package io.fairlead.cli.admin.node;

import java.util.List;

/** What commands are about. A part that is null was not given. */
public sealed interface Asked {
    /** Nothing more. */
    record Nothing() implements Asked {}

    /**
     * Some of several.
     *
     * @param most how many at most
     */
    record Some(int most) implements Asked {}

    /**
     * How a node is.
     *
     * @param sessions      how many of them at most, the fastest first
     * @param introductions how many of them at most, the last first
     */
    record Snapshot(int sessions, int introductions) implements Asked {}

    /**
     * A page of devices.
     *
     * @param prefix only ids that begin so; empty = all
     * @param after  where the page begins; empty = the first
     * @param most   how many at most
     */
    record Page(String prefix, String after, int most) implements Asked {}

    /**
     * A device.
     *
     * @param id of it
     */
    record Device(String id) implements Asked {}

    /**
     * A device to let in.
     *
     * @param id     of it
     * @param tenant whose it is; empty = the operator's own
     */
    record Approval(String id, String tenant) implements Asked {}

    /**
     * A device whose record moves.
     *
     * @param id    that it has
     * @param newId that it gets
     */
    record Move(String id, String newId) implements Asked {}

    /**
     * A session.
     *
     * @param number of it, at the relay that is asked
     */
    record Session(long number) implements Asked {}

    /**
     * Two sides.
     *
     * @param requester  an IP address, or the id of a device that is online
     * @param device     the same
     * @param websocket  whether the requester is on WebSocket
     * @param forceRelay whether the requester wants a relay
     * @param symmetric  whether the requester's NAT is symmetric
     */
    record Sides(String requester, String device, boolean websocket, boolean forceRelay, boolean symmetric)
            implements
                Asked {}

    /**
     * What rendezvous nodes follow.
     *
     * @param alwaysUseRelay null = as it is
     * @param relayServers   null = as they are
     */
    record Rendezvous(Boolean alwaysUseRelay, List<String> relayServers) implements Asked {}

    /**
     * What relays follow. Each is null when it stays as it is.
     *
     * @param singleBandwidth     Mb/s
     * @param totalBandwidth      Mb/s
     * @param limitSpeed          Mb/s
     * @param downgradeThreshold  a share
     * @param downgradeStartCheck seconds
     * @param blacklist           addresses
     * @param blocklist           addresses
     */
    record Relay(
            Double singleBandwidth,
            Double totalBandwidth,
            Double limitSpeed,
            Double downgradeThreshold,
            Double downgradeStartCheck,
            List<String> blacklist,
            List<String> blocklist) implements Asked {}
}
