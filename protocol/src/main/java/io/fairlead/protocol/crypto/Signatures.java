package io.fairlead.protocol.crypto;

import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** Opens what {@link ServerKeyPair#sign} made. */
final class Signatures {
    private Signatures() {}

    /** The message behind a signature by {@code publicKey}; empty when it is not one. */
    static Optional<byte[]> open(byte[] signed, byte[] publicKey) {
        int signature = ServerKeyPair.SIGNATURE_LENGTH;
        if (signed.length < signature || publicKey.length != ServerKeyPair.PUBLIC_KEY_LENGTH) {
            return Optional.empty();
        }
        try {
            boolean valid = new Ed25519PublicKeyParameters(publicKey, 0)
                    .verify(Ed25519.Algorithm.Ed25519, null, signed, signature, signed.length - signature, signed, 0);
            return valid ? Optional.of(Arrays.copyOfRange(signed, signature, signed.length)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // The key's bytes are no point of the curve.
            return Optional.empty();
        }
    }
}
