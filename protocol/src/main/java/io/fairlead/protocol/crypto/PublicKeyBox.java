package io.fairlead.protocol.crypto;

import java.util.Optional;
import org.bouncycastle.crypto.engines.Salsa20Engine;
import org.bouncycastle.math.ec.rfc7748.X25519;
import org.bouncycastle.util.Pack;

/** NaCl's {@code crypto_box}: a secret box under the key that X25519 (RFC 7748) and HSalsa20 make of two key pairs. */
final class PublicKeyBox {
    static final int KEY_LENGTH = X25519.POINT_SIZE;

    private static final int ROUNDS = 20;

    /** "expand 32-byte k", the constant of Salsa20, as its four little-endian words. */
    private static final int[] SIGMA = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private PublicKeyBox() {}

    /** The key shared by the two pairs; empty when the other's public key is one of the few that fix it. */
    static Optional<byte[]> sharedKey(byte[] secretKey, byte[] othersPublicKey) {
        byte[] shared = new byte[KEY_LENGTH];
        return X25519.calculateAgreement(secretKey, 0, othersPublicKey, 0, shared, 0)
                ? Optional.of(hSalsa20(shared))
                : Optional.empty();
    }

    /** HSalsa20 of a key and sixteen zeros. Salsa20's core adds its input at the end, which HSalsa20 does not. */
    private static byte[] hSalsa20(byte[] key) {
        int[] input = new int[16];
        int[] words = new int[8];
        Pack.littleEndianToInt(key, 0, words);
        input[0] = SIGMA[0];
        System.arraycopy(words, 0, input, 1, 4);
        input[5] = SIGMA[1];
        input[10] = SIGMA[2];
        System.arraycopy(words, 4, input, 11, 4);
        input[15] = SIGMA[3];
        int[] mixed = new int[16];
        Salsa20Engine.salsaCore(ROUNDS, input, mixed);
        int[] out = new int[8];
        int[] first = {0, 5, 10, 15};
        for (int i = 0; i < 4; i++) {
            out[i] = mixed[first[i]] - input[first[i]];
            out[4 + i] = mixed[6 + i] - input[6 + i];
        }
        return Pack.intToLittleEndian(out);
    }
}
