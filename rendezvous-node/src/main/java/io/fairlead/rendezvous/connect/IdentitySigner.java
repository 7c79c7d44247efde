package io.fairlead.rendezvous.connect;

import com.google.protobuf.ByteString;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.crypto.ServerKeyPair;
import io.fairlead.protocol.crypto.SignedIdentity;
import java.util.Optional;

/** Vouches for a device's public key, protocol section 5. Safe for use by any thread. */
final class IdentitySigner {
    private IdentitySigner() {}

    /**
     * The signed identity; empty, so that the clients fall back to an unencrypted session, when the server has no key
     * pair, the device no key, or the device is too old to say its version.
     */
    static ByteString sign(Optional<ServerKeyPair> keyPair, DeviceIdentity device, String version) {
        if (keyPair.isEmpty() || device.publicKey().isEmpty() || version.isEmpty()) {
            return ByteString.EMPTY;
        }
        return ByteString.copyFrom(
                SignedIdentity.sign(keyPair.get(), device.id(), device.publicKey().toByteArray()));
    }
}
