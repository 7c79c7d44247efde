package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.notes.Notes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.crypto.KeyRing;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Who finds whom: nobody finds a blocked device, and where an operator has several tenants, each finds its own devices
 * alone, by the key that it presents. Safe for use by any thread.
 */
final class Visibility {
    private static final Duration REMEMBERED = Duration.ofMinutes(10);

    private final KeyRing keys;
    private final Supplier<Enrolment> enrolment;
    private final Notes notes;

    Visibility(KeyRing keys, Supplier<Enrolment> enrolment, Notes notes) {
        this.keys = keys;
        this.enrolment = enrolment;
        this.notes = notes;
    }

    private static String topic(InetAddress requester, String deviceId) {
        return "grant " + requester.getHostAddress() + " " + deviceId;
    }

    /** The key that a requester presents; empty when it is none of ours. */
    Optional<KeyRing.Entry> key(String presented) {
        return keys.find(presented);
    }

    /** Whether who presents a key finds a device. */
    boolean finds(KeyRing.Entry key, DeviceIdentity device) {
        return finds(key.tenant(), device);
    }

    private boolean finds(String tenant, DeviceIdentity device) {
        Enrolment word = enrolment.get();
        return !word.blocks(device.id(), device.uuid())
                && (!keys.hasTenants() || word.tenant(device.id(), device.uuid()).equals(tenant));
    }

    /** A requester has found a device; it may ask for a relay to it, which clients do without presenting a key. */
    void grant(InetAddress requester, String deviceId, KeyRing.Entry key) {
        if (keys.hasTenants()) {
            notes.write(topic(requester, deviceId), key.tenant(), REMEMBERED);
        }
    }

    /** Whether a requester may ask for a relay to a device. */
    CompletionStage<Boolean> findsForRelay(InetAddress requester, DeviceIdentity device) {
        if (!keys.hasTenants()) {
            return CompletableFuture.completedStage(finds(keys.main(), device));
        }
        return notes.read(topic(requester, device.id()))
                .thenApply(tenant -> tenant.filter(granted -> finds(granted, device)).isPresent());
    }
}
