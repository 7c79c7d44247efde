package io.fairlead.protocol.crypto;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Puts an HMAC-SHA256 (RFC 2104), keyed by a secret that both sides know, before the fields of a message. What else the
 * code is over, such as a label or nonces, is not sent. Safe for use by any thread.
 */
public final class SecretSeal {
    /** Of the code before the fields, in bytes. */
    public static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    /**
     * Seals with a secret.
     *
     * @param secret at least 1 byte; how long is enough is for the caller to say
     */
    public SecretSeal(byte[] secret) {
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    /**
     * Seals fields.
     *
     * @param fields what is sent
     * @param before what the code is over besides, in this order, before the fields
     * @return the code and the fields
     */
    public byte[] seal(byte[] fields, byte[]... before) {
        byte[] message = Arrays.copyOf(code(fields, before), LENGTH + fields.length);
        System.arraycopy(fields, 0, message, LENGTH, fields.length);
        return message;
    }

    /**
     * Says whether who knows the secret has sealed a message. How long it takes does not depend on how much of the code
     * is right.
     *
     * @param message a code and fields
     * @param before  as it must have been sealed with
     * @return false also when it is too short
     */
    public boolean isRight(byte[] message, byte[]... before) {
        return message.length >= LENGTH
                && MessageDigest.isEqual(code(fields(message), before), Arrays.copyOf(message, LENGTH));
    }

    /**
     * Gives out what stands behind the code.
     *
     * @param message of {@link #LENGTH} bytes or more
     * @return the fields
     */
    public static byte[] fields(byte[] message) {
        return Arrays.copyOfRange(message, LENGTH, message.length);
    }

    private byte[] code(byte[] fields, byte[]... before) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : before) {
                mac.update(part);
            }
            return mac.doFinal(fields);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
