package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.crypto.KeyedHash;

/**
 * Makes what a node's memory has of devices' identities, and compares with it. A digest is recognised by 64 bits under
 * a key that is made at the start and never leaves the process. Who registers learns nothing of it, and cannot try
 * faster than keys are taken, so to be taken for another device by it is as likely as to guess a uuid of 64 bits; and
 * it decides only while the store does not answer. Safe for use by any thread.
 */
final class HeldIdentities {
    private final boolean whole;
    private final KeyedHash hash = new KeyedHash();

    /** {@code whole} says whether all of an identity is kept. */
    HeldIdentities(boolean whole) {
        this.whole = whole;
    }

    boolean areWhole() {
        return whole;
    }

    HeldIdentity of(DeviceIdentity identity) {
        return whole
                ? new HeldIdentity.Whole(identity)
                : new HeldIdentity.Digest(identity.id(), identity.ip(), !identity.publicKey().isEmpty(),
                        digest(identity.uuid(), identity.publicKey()));
    }

    private long digest(OpaqueBytes uuid, OpaqueBytes publicKey) {
        return hash.of(uuid.toByteArray(), publicKey.toByteArray());
    }

    /** Whether an identity is the one that is held, in all its parts. */
    boolean same(HeldIdentity held, DeviceIdentity identity) {
        return switch (held) {
            case HeldIdentity.Whole(DeviceIdentity known) -> known.equals(identity);
            case HeldIdentity.Digest known -> known.equals(of(identity));
        };
    }

    /** Whether a uuid is certainly another device's; of a digest also when the device has another key now. */
    boolean differs(HeldIdentity held, OpaqueBytes uuid, OpaqueBytes publicKey) {
        return switch (held) {
            case HeldIdentity.Whole(DeviceIdentity known) -> !known.uuid().equals(uuid);
            case HeldIdentity.Digest known -> known.digest() != digest(uuid, publicKey);
        };
    }
}
