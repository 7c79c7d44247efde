package io.fairlead.relay.peer;

import io.fairlead.cluster.OpaqueBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Proves that a relay knows the cluster's secret: HMAC-SHA256 over a label, the nonces and all fields of a message. The
 * nonce of who checks makes every proof good for one connection only. Safe for use by any thread.
 */
final class PeerProof {
    /** Of a proof, in bytes. */
    static final int LENGTH = 32;

    private static final String ALGORITHM = "HmacSHA256";
    private static final byte[] HELLO = "fairlead relay peer: hello\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "fairlead relay peer: answer\0".getBytes(StandardCharsets.US_ASCII);

    private final SecretKeySpec key;

    PeerProof(OpaqueBytes secret) {
        this.key = new SecretKeySpec(secret.toByteArray(), ALGORITHM);
    }

    /** Puts the proof before a hello, whose own nonce is one of its fields. */
    byte[] proveHello(byte[] listenersNonce, byte[] fields) {
        return join(hmac(HELLO, listenersNonce, fields), fields);
    }

    /** Whether a hello comes from who knows the secret and has seen this connection's nonce. */
    boolean checksHello(byte[] listenersNonce, byte[] message) {
        return message.length >= LENGTH
                && MessageDigest.isEqual(hmac(HELLO, listenersNonce, fields(message)), proof(message));
    }

    /** Puts the proof before an answer. */
    byte[] proveAnswer(byte[] listenersNonce, byte[] diallersNonce, byte[] fields) {
        return join(hmac(ANSWER, listenersNonce, diallersNonce, fields), fields);
    }

    /** Whether an answer comes from who knows the secret and has seen both nonces. */
    boolean checksAnswer(byte[] listenersNonce, byte[] diallersNonce, byte[] message) {
        return message.length >= LENGTH
                && MessageDigest.isEqual(
                        hmac(ANSWER, listenersNonce, diallersNonce, fields(message)), proof(message));
    }

    /** What stands behind the proof. */
    static byte[] fields(byte[] message) {
        return Arrays.copyOfRange(message, LENGTH, message.length);
    }

    private static byte[] proof(byte[] message) {
        return Arrays.copyOf(message, LENGTH);
    }

    private byte[] hmac(byte[]... parts) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    private static byte[] join(byte[] proof, byte[] fields) {
        byte[] message = Arrays.copyOf(proof, LENGTH + fields.length);
        System.arraycopy(fields, 0, message, LENGTH, fields.length);
        return message;
    }
}
