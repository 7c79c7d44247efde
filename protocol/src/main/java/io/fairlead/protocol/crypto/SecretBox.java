package io.fairlead.protocol.crypto;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.engines.XSalsa20Engine;
import org.bouncycastle.crypto.macs.Poly1305;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/** NaCl's {@code crypto_secretbox}: XSalsa20 with Poly1305, the 16-byte tag first. */
final class SecretBox {
    static final int TAG_LENGTH = 16;
    static final int NONCE_LENGTH = 24;
    static final int KEY_LENGTH = 32;

    private SecretBox() {}

    static byte[] seal(byte[] plain, byte[] key, byte[] nonce) {
        XSalsa20Engine cipher = cipher(key, nonce);
        Poly1305 mac = mac(cipher);
        byte[] box = new byte[TAG_LENGTH + plain.length];
        cipher.processBytes(plain, 0, plain.length, box, TAG_LENGTH);
        mac.update(box, TAG_LENGTH, plain.length);
        mac.doFinal(box, 0);
        return box;
    }

    /** The plain bytes; empty when the box is not one of this key and nonce. */
    static Optional<byte[]> open(byte[] box, byte[] key, byte[] nonce) {
        if (box.length < TAG_LENGTH) {
            return Optional.empty();
        }
        XSalsa20Engine cipher = cipher(key, nonce);
        Poly1305 mac = mac(cipher);
        byte[] tag = new byte[TAG_LENGTH];
        mac.update(box, TAG_LENGTH, box.length - TAG_LENGTH);
        mac.doFinal(tag, 0);
        if (!MessageDigest.isEqual(tag, Arrays.copyOf(box, TAG_LENGTH))) {
            return Optional.empty();
        }
        byte[] plain = new byte[box.length - TAG_LENGTH];
        cipher.processBytes(box, TAG_LENGTH, plain.length, plain, 0);
        return Optional.of(plain);
    }

    private static XSalsa20Engine cipher(byte[] key, byte[] nonce) {
        XSalsa20Engine cipher = new XSalsa20Engine();
        cipher.init(true, new ParametersWithIV(new KeyParameter(key), nonce));
        return cipher;
    }

    /** The first 32 bytes of the key stream are the tag's one-time key. */
    private static Poly1305 mac(XSalsa20Engine cipher) {
        byte[] oneTimeKey = new byte[KEY_LENGTH];
        cipher.processBytes(oneTimeKey, 0, KEY_LENGTH, oneTimeKey, 0);
        Poly1305 mac = new Poly1305();
        mac.init(new KeyParameter(oneTimeKey));
        return mac;
    }
}
