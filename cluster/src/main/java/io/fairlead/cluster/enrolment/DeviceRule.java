package io.fairlead.cluster.enrolment;

import java.util.Objects;

/**
 * What the operator has said of one device.
 *
 * @param state  whether it may register
 * @param tenant whose it is; empty = the main tenant's
 */
public record DeviceRule(State state, String tenant) {
    /** Whether a device may register. */
    public enum State {
        /** It may. */
        APPROVED,
        /** It may not, and is not found by anybody. */
        BLOCKED
    }

    /**
     * Checks that both are given.
     *
     * @throws NullPointerException when one is not
     */
    public DeviceRule {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(tenant, "tenant");
    }
}
