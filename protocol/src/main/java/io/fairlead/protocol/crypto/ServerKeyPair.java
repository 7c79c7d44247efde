package io.fairlead.protocol.crypto;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/** The server's Ed25519 key pair (RFC 8032), protocol section 5. Safe for use by any thread; never printed. */
public final class ServerKeyPair {
    /** Length of the public key, in bytes. */
    public static final int PUBLIC_KEY_LENGTH = Ed25519PublicKeyParameters.KEY_SIZE;

    /** Length of a signature, in bytes. */
    public static final int SIGNATURE_LENGTH = Ed25519PrivateKeyParameters.SIGNATURE_SIZE;

    private static final int SEED_LENGTH = Ed25519PrivateKeyParameters.KEY_SIZE;
    private static final int SECRET_KEY_LENGTH = SEED_LENGTH + PUBLIC_KEY_LENGTH;

    private final Ed25519PrivateKeyParameters privateKey;
    private final byte[] publicKey;

    private ServerKeyPair(Ed25519PrivateKeyParameters privateKey) {
        this.privateKey = privateKey;
        this.publicKey = privateKey.generatePublicKey().getEncoded();
    }

    /**
     * Makes a new pair whose public key has neither '/' nor ':' in base64, as operators paste it into file names.
     *
     * @return the pair
     */
    public static ServerKeyPair generate() {
        SecureRandom random = new SecureRandom();
        ServerKeyPair pair;
        do {
            pair = new ServerKeyPair(new Ed25519PrivateKeyParameters(random));
        } while (pair.publicKeyBase64().indexOf('/') >= 0 || pair.publicKeyBase64().indexOf(':') >= 0);
        return pair;
    }

    /**
     * Reads a pair from its secret key.
     *
     * @param base64 64 bytes, seed then public key, in the standard alphabet; surrounding blanks don't count
     * @return the pair
     * @throws IllegalArgumentException when it is no such key; the message does not hold it
     */
    public static ServerKeyPair fromSecretKey(String base64) {
        byte[] bytes = decode(base64);
        if (bytes.length != SECRET_KEY_LENGTH) {
            throw new IllegalArgumentException("secret key: " + bytes.length + " bytes (expected: base64 of "
                    + SECRET_KEY_LENGTH + " bytes, seed and public key)");
        }
        ServerKeyPair pair = new ServerKeyPair(new Ed25519PrivateKeyParameters(bytes, 0));
        if (!Arrays.equals(pair.publicKey, 0, PUBLIC_KEY_LENGTH, bytes, SEED_LENGTH, SECRET_KEY_LENGTH)) {
            throw new IllegalArgumentException(
                    "secret key: its second half is not its public key (expected: seed and public key of one pair)");
        }
        return pair;
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("secret key: not base64 (expected: the standard alphabet)", e);
        }
    }

    /**
     * Gives the public key out.
     *
     * @return a copy, 32 bytes
     */
    public byte[] publicKey() {
        return publicKey.clone();
    }

    /**
     * Gives out what operators call 'the key'.
     *
     * @return the public key in base64
     */
    public String publicKeyBase64() {
        return Base64.getEncoder().encodeToString(publicKey);
    }

    /**
     * Gives the secret key out, to be kept in a file.
     *
     * @return seed and public key in base64
     */
    public String secretKeyBase64() {
        byte[] bytes = Arrays.copyOf(privateKey.getEncoded(), SECRET_KEY_LENGTH);
        System.arraycopy(publicKey, 0, bytes, SEED_LENGTH, PUBLIC_KEY_LENGTH);
        return Base64.getEncoder().encodeToString(bytes);
    }

    /**
     * Signs a message, in the layout of NaCl's {@code crypto_sign}.
     *
     * @param message what to sign
     * @return 64 bytes of signature, then the message
     */
    public byte[] sign(byte[] message) {
        byte[] signed = new byte[SIGNATURE_LENGTH + message.length];
        privateKey.sign(Ed25519.Algorithm.Ed25519, null, message, 0, message.length, signed, 0);
        System.arraycopy(message, 0, signed, SIGNATURE_LENGTH, message.length);
        return signed;
    }

    @Override
    public String toString() {
        return "key pair of " + publicKeyBase64();
    }
}
