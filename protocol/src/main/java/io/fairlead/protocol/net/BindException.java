package io.fairlead.protocol.net;

/** A port could not be listened on. The message names it and says why. */
public final class BindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BindException(String what, Throwable cause) {
        super(what, cause);
    }
}
