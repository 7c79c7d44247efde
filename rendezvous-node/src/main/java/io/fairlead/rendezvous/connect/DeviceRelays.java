package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.limit.BoundedTable;
import java.net.InetAddress;

/**
 * Which relays a caller may send a device to: ours, and the one that the device itself named before, as its user may
 * have configured one. Without this anybody could make a device connect to any address. Safe for use by any thread.
 */
final class DeviceRelays {
    private static final int MOST_DEVICES = 100_000;
    private static final int LONGEST = 300;

    private final LanView lan;
    private final BoundedTable<String, String> named = new BoundedTable<>(MOST_DEVICES);

    DeviceRelays(LanView lan) {
        this.lan = lan;
    }

    /** Remembers a relay that is not ours, if it was the device that named it and not somebody in its name. */
    void noted(RendezvousMessage answer, InetAddress from, PendingRequest request) {
        String relay = switch (answer.getUnionCase()) {
            case PUNCH_HOLE_SENT -> answer.getPunchHoleSent().getRelayServer();
            case LOCAL_ADDR -> answer.getLocalAddr().getRelayServer();
            case RELAY_RESPONSE -> answer.getRelayResponse().getRelayServer();
            default -> "";
        };
        if (!relay.isEmpty() && relay.length() <= LONGEST && from.equals(request.observed()) && !lan.ours(relay)) {
            named.update(request.device().id(), relay, _ -> relay);
        }
    }

    /** Whether a caller may name this relay to the device; empty is the device's own choice. */
    boolean allows(String deviceId, String relay) {
        return relay.isEmpty()
                || lan.ours(relay)
                || named.find(deviceId).filter(known -> LanView.sameRelay(known, relay)).isPresent();
    }
}
