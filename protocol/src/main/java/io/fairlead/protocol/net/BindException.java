package io.fairlead.protocol.net;

/** A port could not be listened on. The message names it and says why. */
public final class BindException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param what  names the port and says why
     * @param cause what the system said; null when it was not asked
     */
    public BindException(String what, Throwable cause) {
        super(what, cause);
    }
}
