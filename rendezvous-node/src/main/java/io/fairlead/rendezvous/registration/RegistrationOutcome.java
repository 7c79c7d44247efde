package io.fairlead.rendezvous.registration;

/** What became of a registration, as logs and metrics name it. */
public enum RegistrationOutcome {
    /** A new id was stored. */
    CREATED("created"),
    /** The key of a known device was changed. */
    KEY_CHANGED("key_changed"),
    /** A known device confirmed its key from another IP address. */
    ADDRESS_CHANGED("address_changed"),
    /** A known device confirmed what was known. */
    CONFIRMED("confirmed"),
    /** The node took a known device over by its heartbeat. */
    RESUMED("resumed"),
    /** Another node holds the device now. */
    MOVED("moved"),
    /** No heartbeat came for too long. */
    OFFLINE("offline"),
    /** The id belongs to another uuid, or the id is too short. */
    UUID_MISMATCH("uuid_mismatch"),
    /** A limit was used up. */
    TOO_FREQUENT("too_frequent"),
    /** The id is longer than can be stored. */
    INVALID_ID("invalid_id"),
    /** The store failed. */
    STORE_FAILED("store_failed"),
    /** The operator does not let the device register. */
    NOT_DEPLOYED("not_deployed"),
    /** Registration over this transport is not supported. */
    NOT_SUPPORTED("not_supported");

    private final String label;

    RegistrationOutcome(String label) {
        this.label = label;
    }

    /**
     * Names the outcome in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return label;
    }
}
