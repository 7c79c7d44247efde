package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.message.RegisterPkResponse;

/** What a RegisterPk leads to. */
sealed interface KeyDecision {
    /** Nothing is said. */
    record Ignore() implements KeyDecision {}

    /**
     * The device is told no.
     *
     * @param result never OK
     */
    record Refuse(RegisterPkResponse.Result result) implements KeyDecision {}

    /**
     * The device is who it says and what is stored says so already.
     *
     * @param identity what is stored
     */
    record Confirm(DeviceIdentity identity) implements KeyDecision {}

    /**
     * The device is who it says, or is new, and that must be durable before it is told so.
     *
     * @param identity what is to be stored
     * @param change   what is new about it
     */
    record Store(DeviceIdentity identity, RegistrationOutcome change) implements KeyDecision {}
}
