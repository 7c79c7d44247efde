package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.notes.Notes;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Which relays a caller may send a device to: ours, and the one that the device itself named before, as its user may
 * have configured one. Without this anybody could make a device connect to any address. Safe for use by any thread.
 */
final class DeviceRelays {
    private static final int LONGEST = 300;

    /** Longer than a controller's user keeps at one device; the next answer notes it again. */
    private static final Duration KEPT = Duration.ofHours(24);

    private final AddressSelection addresses;
    private final Notes notes;

    DeviceRelays(AddressSelection addresses, Notes notes) {
        this.addresses = addresses;
        this.notes = notes;
    }

    private static String topic(String deviceId) {
        return "relay " + deviceId;
    }

    /** Remembers a relay that is not ours, if it was the device that named it and not somebody in its name. */
    void noted(RendezvousMessage answer, InetAddress from, PendingRequest request) {
        String relay = switch (answer.getUnionCase()) {
            case PUNCH_HOLE_SENT -> answer.getPunchHoleSent().getRelayServer();
            case LOCAL_ADDR -> answer.getLocalAddr().getRelayServer();
            case RELAY_RESPONSE -> answer.getRelayResponse().getRelayServer();
            default -> "";
        };
        if (!relay.isEmpty() && relay.length() <= LONGEST && from.equals(request.observed())
                && !addresses.ours(relay)) {
            notes.write(topic(request.device().id()), relay, KEPT);
        }
    }

    /** Whether a caller may name this relay to the device; empty is the device's own choice. */
    CompletionStage<Boolean> allows(String deviceId, String relay) {
        if (relay.isEmpty() || addresses.ours(relay)) {
            return CompletableFuture.completedStage(true);
        }
        return notes.read(topic(deviceId))
                .thenApply(named -> named.filter(known -> AddressSelection.sameRelay(known, relay)).isPresent());
    }
}
