package io.fairlead.protocol.crypto;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * One direction of a secured connection, protocol section 5: each payload is a secret box whose nonce is a counter that
 * starts at 1. Payloads of 0 or 1 byte, which are heartbeats, travel as they are and don't count. For one thread.
 */
public final class SecretStream {
    private static final int LONGEST_PLAIN = 1;

    private final byte[] key;
    private long counter;

    /**
     * A direction that nothing has gone through yet.
     *
     * @param key 32 bytes, as the handshake agreed
     * @throws IllegalArgumentException when the key has another length
     */
    public SecretStream(byte[] key) {
        if (key.length != SecretBox.KEY_LENGTH) {
            throw new IllegalArgumentException(
                    "key length: " + key.length + " (expected: " + SecretBox.KEY_LENGTH + ")");
        }
        this.key = key.clone();
    }

    /**
     * Seals the next payload.
     *
     * @param payload what to send
     * @return what goes into the frame
     */
    public byte[] seal(byte[] payload) {
        return payload.length <= LONGEST_PLAIN ? payload : SecretBox.seal(payload, key, nextNonce());
    }

    /**
     * Opens the next payload.
     *
     * @param received what came in the frame
     * @return the payload; empty when it does not open, after which the connection is to be ended
     */
    public Optional<byte[]> open(byte[] received) {
        return received.length <= LONGEST_PLAIN
                ? Optional.of(received)
                : SecretBox.open(received, key, nextNonce());
    }

    private byte[] nextNonce() {
        counter++;
        return ByteBuffer.allocate(SecretBox.NONCE_LENGTH)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(counter)
                .array();
    }
}
