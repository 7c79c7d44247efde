package io.fairlead.protocol.crypto;

import java.security.SecureRandom;
import org.bouncycastle.crypto.macs.SipHash;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * SipHash-2-4 under a key that nobody else knows and that ends with the process: 64 bits by which bytes are recognised
 * again. Whoever does not know the key can but guess, each time with a chance of one in 2^64, and learns nothing of the
 * bytes from what he guessed wrong. Safe for use by any thread.
 */
public final class KeyedHash {
    private static final int KEY_LENGTH = 16;

    private final KeyParameter key;

    /** Makes a key. */
    public KeyedHash() {
        this(randomKey());
    }

    KeyedHash(byte[] key) {
        this.key = new KeyParameter(key);
    }

    private static byte[] randomKey() {
        byte[] key = new byte[KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return key;
    }

    /**
     * Hashes two parts, so that what ends the one cannot be taken for the beginning of the other.
     *
     * @param first  up to 65,535 bytes
     * @param second any length
     * @return all 64 bits of which count
     */
    public long of(byte[] first, byte[] second) {
        SipHash hash = new SipHash();
        hash.init(key);
        hash.update((byte) first.length);
        hash.update((byte) (first.length >>> Byte.SIZE));
        hash.update(first, 0, first.length);
        hash.update(second, 0, second.length);
        return hash.doFinal();
    }
}
