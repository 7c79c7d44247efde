package io.fairlead.cluster.enrolment;

/** The place where the operator's word is kept can't be used. The message names it and says why. */
public final class EnrolmentBookException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Names the place.
     *
     * @param message which place, and what is wrong
     */
    public EnrolmentBookException(String message) {
        super(message);
    }

    /**
     * Names the place.
     *
     * @param message which place, and what is wrong
     * @param cause   what it said itself
     */
    public EnrolmentBookException(String message, Throwable cause) {
        super(message, cause);
    }
}
