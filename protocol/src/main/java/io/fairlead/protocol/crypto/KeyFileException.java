package io.fairlead.protocol.crypto;

/** A key file can't be used. The message names the file and says what is expected; it holds no secret. */
public final class KeyFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KeyFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
