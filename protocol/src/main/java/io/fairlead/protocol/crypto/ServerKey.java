package io.fairlead.protocol.crypto;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * The key of a server, as its option says: what clients must present, and the pair that signs.
 *
 * @param demanded the key that clients must present; empty = none
 * @param pair     the key pair; empty = nothing is signed
 */
public record ServerKey(String demanded, Optional<ServerKeyPair> pair) {
    private static final int SECRET_KEY_LENGTH = 64;

    /**
     * Reads the option, protocol section 13: {@code -} or {@code _} use the key files, made when missing; a secret key
     * of 64 bytes in base64 is a pair of its own; anything else is a key that clients must present, beside the pair of
     * the key files; nothing demands none.
     *
     * @param option    the option's value
     * @param directory where the key files are
     * @return the key
     * @throws KeyFileException         when the key files can't be used
     * @throws IllegalArgumentException when the option holds a malformed secret key
     */
    public static ServerKey resolve(String option, Path directory) {
        String value = option.strip();
        if (isSecretKey(value)) {
            ServerKeyPair pair = ServerKeyPair.fromSecretKey(value);
            return new ServerKey(pair.publicKeyBase64(), Optional.of(pair));
        }
        ServerKeyPair pair = new KeyFiles(directory).loadOrCreate();
        boolean ownKey = "-".equals(value) || "_".equals(value);
        return new ServerKey(ownKey ? pair.publicKeyBase64() : value, Optional.of(pair));
    }

    private static boolean isSecretKey(String value) {
        try {
            return Base64.getDecoder().decode(value).length == SECRET_KEY_LENGTH;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "key demanded: " + (demanded.isEmpty() ? "none" : demanded) + ", signs: " + pair.isPresent();
    }
}
