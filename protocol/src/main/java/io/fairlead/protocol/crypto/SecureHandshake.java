package io.fairlead.protocol.crypto;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.message.KeyExchange;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.math.ec.rfc7748.X25519;

/**
 * The key exchange of a secured rendezvous connection, protocol section 5. The server speaks first: its ephemeral
 * public key, signed. The client answers with its own and a random key in a box, under which both then speak.
 */
public final class SecureHandshake {
    private static final byte[] ZERO_NONCE = new byte[SecretBox.NONCE_LENGTH];

    private final byte[] secretKey;
    private final byte[] publicKey;

    private SecureHandshake(byte[] secretKey) {
        this.secretKey = secretKey;
        this.publicKey = new byte[PublicKeyBox.KEY_LENGTH];
        X25519.generatePublicKey(secretKey, 0, publicKey, 0);
    }

    /**
     * Begins a handshake with a key pair made for this connection.
     *
     * @return the server's side of it
     */
    public static SecureHandshake begin() {
        byte[] secretKey = new byte[PublicKeyBox.KEY_LENGTH];
        X25519.generatePrivateKey(new SecureRandom(), secretKey);
        return new SecureHandshake(secretKey);
    }

    /** A handshake with a given key pair, as recorded ones have. */
    static SecureHandshake of(byte[] secretKey) {
        return new SecureHandshake(secretKey.clone());
    }

    /**
     * Makes the server's message.
     *
     * @param serverKey the server's signing pair
     * @return what the server sends first
     */
    public KeyExchange offer(ServerKeyPair serverKey) {
        return KeyExchange.newBuilder()
                .addKeys(ByteString.copyFrom(serverKey.sign(publicKey)))
                .build();
    }

    /**
     * Opens the client's answer.
     *
     * @param answer what the client sent
     * @return the key under which both now speak, 32 bytes; empty when the connection is to be ended
     */
    public Optional<byte[]> accept(KeyExchange answer) {
        if (answer.getKeysCount() != 2 || answer.getKeys(0).size() != PublicKeyBox.KEY_LENGTH) {
            return Optional.empty();
        }
        byte[] sealed = answer.getKeys(1).toByteArray();
        return PublicKeyBox.sharedKey(secretKey, answer.getKeys(0).toByteArray())
                .flatMap(shared -> SecretBox.open(sealed, shared, ZERO_NONCE))
                .filter(key -> key.length == SecretBox.KEY_LENGTH);
    }

    /**
     * A client's answer and the key in it.
     *
     * @param message what the client sends
     * @param stream  makes a direction under the agreed key; each direction needs its own
     */
    public record Answer(KeyExchange message, Supplier<SecretStream> stream) {}

    /**
     * Answers a server's message, as a client does.
     *
     * @param offer           what the server sent
     * @param serverPublicKey the server's public key, 32 bytes
     * @return the answer; empty when the message is not signed by that key
     */
    public static Optional<Answer> answer(KeyExchange offer, byte[] serverPublicKey) {
        byte[] key = new byte[SecretBox.KEY_LENGTH];
        new SecureRandom().nextBytes(key);
        return begin().answer(offer, serverPublicKey, key);
    }

    Optional<Answer> answer(KeyExchange offer, byte[] serverPublicKey, byte[] key) {
        if (offer.getKeysCount() != 1) {
            return Optional.empty();
        }
        return Signatures.open(offer.getKeys(0).toByteArray(), serverPublicKey)
                .filter(theirs -> theirs.length == PublicKeyBox.KEY_LENGTH)
                .flatMap(theirs -> PublicKeyBox.sharedKey(secretKey, theirs))
                .map(shared -> new Answer(
                        KeyExchange.newBuilder()
                                .addKeys(ByteString.copyFrom(publicKey))
                                .addKeys(ByteString.copyFrom(SecretBox.seal(key, shared, ZERO_NONCE)))
                                .build(),
                        () -> new SecretStream(key)));
    }
}
