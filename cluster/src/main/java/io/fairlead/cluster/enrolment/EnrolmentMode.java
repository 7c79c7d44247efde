package io.fairlead.cluster.enrolment;

/** Who may register. */
public enum EnrolmentMode {
    /** Everybody who is not blocked. */
    OPEN,
    /** Devices that are known already, and those that the operator has approved. */
    MANAGED,
    /** Devices that are known already, with the keys that are known. */
    LOCKED
}
