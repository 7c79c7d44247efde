package io.fairlead.relay.peer;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.protocol.crypto.SecretSeal;
import java.nio.charset.StandardCharsets;

/**
 * Proves that a relay knows the cluster's secret: HMAC-SHA256 over a label, the nonces and all fields of a message. The
 * nonce of who checks makes every proof good for one connection only. Safe for use by any thread.
 */
final class PeerProof {
    /** Of a proof, in bytes. */
    static final int LENGTH = SecretSeal.LENGTH;

    private static final byte[] HELLO = "fairlead relay peer: hello\0".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] ANSWER = "fairlead relay peer: answer\0".getBytes(StandardCharsets.US_ASCII);

    private final SecretSeal seal;

    PeerProof(OpaqueBytes secret) {
        this.seal = new SecretSeal(secret.toByteArray());
    }

    /** Puts the proof before a hello, whose own nonce is one of its fields. */
    byte[] proveHello(byte[] listenersNonce, byte[] fields) {
        return seal.seal(fields, HELLO, listenersNonce);
    }

    /** Whether a hello comes from who knows the secret and has seen this connection's nonce. */
    boolean checksHello(byte[] listenersNonce, byte[] message) {
        return seal.isRight(message, HELLO, listenersNonce);
    }

    /** Puts the proof before an answer. */
    byte[] proveAnswer(byte[] listenersNonce, byte[] diallersNonce, byte[] fields) {
        return seal.seal(fields, ANSWER, listenersNonce, diallersNonce);
    }

    /** Whether an answer comes from who knows the secret and has seen both nonces. */
    boolean checksAnswer(byte[] listenersNonce, byte[] diallersNonce, byte[] message) {
        return seal.isRight(message, ANSWER, listenersNonce, diallersNonce);
    }

    /** What stands behind the proof. */
    static byte[] fields(byte[] message) {
        return SecretSeal.fields(message);
    }
}
