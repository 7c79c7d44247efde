package io.fairlead.protocol.crypto;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.protocol.message.IdPk;
import java.util.Optional;

/** The server's word for a device's public key, protocol section 5: the field {@code pk} of answers to requesters. */
public final class SignedIdentity {
    private SignedIdentity() {}

    /**
     * Vouches for a device.
     *
     * @param keyPair   the server's
     * @param id        the device
     * @param publicKey the device's registered public key
     * @return 64 bytes of signature, then the serialized IdPk
     */
    public static byte[] sign(ServerKeyPair keyPair, String id, byte[] publicKey) {
        return keyPair.sign(IdPk.newBuilder()
                .setId(id)
                .setPk(ByteString.copyFrom(publicKey))
                .build()
                .toByteArray());
    }

    /**
     * Checks a signed identity, as the requester does.
     *
     * @param signed          the field's bytes
     * @param serverPublicKey the server's public key, 32 bytes
     * @return the identity; empty when it is not signed by that key
     */
    public static Optional<IdPk> open(byte[] signed, byte[] serverPublicKey) {
        return Signatures.open(signed, serverPublicKey).flatMap(SignedIdentity::parse);
    }

    private static Optional<IdPk> parse(byte[] message) {
        try {
            return Optional.of(IdPk.parseFrom(message));
        } catch (InvalidProtocolBufferException e) {
            return Optional.empty();
        }
    }
}
