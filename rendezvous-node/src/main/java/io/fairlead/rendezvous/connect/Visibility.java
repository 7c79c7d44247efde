package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.crypto.KeyRing;
import io.fairlead.rendezvous.limit.BoundedTable;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Who finds whom: nobody finds a blocked device, and where an operator has several tenants, each finds its own devices
 * alone, by the key that it presents. Safe for use by any thread.
 */
final class Visibility {
    private static final int MOST_REMEMBERED = 100_000;
    private static final long REMEMBERED_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final KeyRing keys;
    private final Supplier<Enrolment> enrolment;
    private final BoundedTable<Asked, Granted> granted = new BoundedTable<>(MOST_REMEMBERED);

    Visibility(KeyRing keys, Supplier<Enrolment> enrolment) {
        this.keys = keys;
        this.enrolment = enrolment;
    }

    private record Asked(InetAddress requester, String deviceId) {}

    private record Granted(KeyRing.Entry key, long at) {}

    /** The key that a requester presents; empty when it is none of ours. */
    Optional<KeyRing.Entry> key(String presented) {
        return keys.find(presented);
    }

    /** Whether who presents a key finds a device. */
    boolean finds(KeyRing.Entry key, DeviceIdentity device) {
        Enrolment word = enrolment.get();
        return !word.blocks(device.id(), device.uuid())
                && (!keys.hasTenants() || word.tenant(device.id(), device.uuid()).equals(key.tenant()));
    }

    /** A requester has found a device; it may ask for a relay to it, which clients do without presenting a key. */
    void grant(InetAddress requester, String deviceId, KeyRing.Entry key, long now) {
        if (keys.hasTenants()) {
            Granted fresh = new Granted(key, now);
            granted.update(new Asked(requester, deviceId), fresh, _ -> fresh);
        }
    }

    /** Whether a requester may ask for a relay to a device. */
    boolean findsForRelay(InetAddress requester, DeviceIdentity device, long now) {
        if (!keys.hasTenants()) {
            return finds(keys.main(), device);
        }
        return granted.find(new Asked(requester, device.id()))
                .filter(grant -> now - grant.at() < REMEMBERED_NANOS)
                .filter(grant -> finds(grant.key(), device))
                .isPresent();
    }
}
