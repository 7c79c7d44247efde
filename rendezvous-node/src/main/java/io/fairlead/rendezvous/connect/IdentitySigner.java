package io.fairlead.rendezvous.connect;

import com.google.protobuf.ByteString;
import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.crypto.SignedIdentity;
import io.fairlead.rendezvous.limit.BoundedTable;
import java.util.Optional;

/**
 * Vouches for a device's public key, protocol section 5. A signature by Ed25519 is the same each time, and costs as
 * much as all the rest of an introduction; so those of the devices that were asked for last are kept. Safe for use by
 * any thread.
 */
final class IdentitySigner {
    private final BoundedTable<String, Signed> kept;

    /** What was signed: a device may get another key, and tenants have key pairs of their own. */
    private record Signed(ServerKeyPair signer, OpaqueBytes publicKey, ByteString identity) {
        boolean isOf(ServerKeyPair pair, DeviceIdentity device) {
            return signer.equals(pair) && publicKey.equals(device.publicKey());
        }
    }

    /** Keeps that many, of some 300 bytes each. */
    IdentitySigner(int capacity) {
        this.kept = new BoundedTable<>(capacity);
    }

    /**
     * The signed identity; empty, so that the clients fall back to an unencrypted session, when the server has no key
     * pair, the device no key, or the device is too old to say its version.
     */
    ByteString sign(Optional<ServerKeyPair> keyPair, DeviceIdentity device, String version) {
        if (keyPair.isEmpty() || device.publicKey().isEmpty() || version.isEmpty()) {
            return ByteString.EMPTY;
        }
        ServerKeyPair signer = keyPair.get();
        return kept.find(device.id())
                .filter(signed -> signed.isOf(signer, device))
                .orElseGet(() -> keep(signer, device))
                .identity();
    }

    /** Signed outside of the table's lock. */
    private Signed keep(ServerKeyPair signer, DeviceIdentity device) {
        Signed signed = new Signed(signer, device.publicKey(), ByteString.copyFrom(
                SignedIdentity.sign(signer, device.id(), device.publicKey().toByteArray())));
        return kept.update(device.id(), signed, _ -> signed);
    }
}
