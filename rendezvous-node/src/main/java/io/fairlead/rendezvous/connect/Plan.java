package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.message.NatType;
import io.fairlead.rendezvous.network.SiteVerdict;

/** How a requester and a device are to meet. */
public sealed interface Plan {
    /**
     * Says which relay the device is told, should it need one.
     *
     * @return {@code host[:port]}, or empty when it is to use the one beside its rendezvous server
     */
    String relayForDevice();

    /**
     * Says whether both are at one site, which is part of why.
     *
     * @return the verdict
     */
    SiteVerdict verdict();

    /**
     * Names the plan in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    String label();

    /**
     * Both are in the same intranet: the device tells its local address.
     *
     * @param relayForDevice as above
     * @param verdict        as above
     */
    record SameIntranet(String relayForDevice, SiteVerdict verdict) implements Plan {
        @Override
        public String label() {
            return "same_intranet";
        }
    }

    /**
     * The device punches a hole for the requester.
     *
     * @param relayForDevice as above
     * @param natType        what the requester says of its own NAT
     * @param verdict        as above
     */
    record Punch(String relayForDevice, NatType natType, SiteVerdict verdict) implements Plan {
        @Override
        public String label() {
            return "punch";
        }
    }

    /**
     * The device goes to the relay at once.
     *
     * @param relayForDevice as above
     * @param reason         why a direct way is not tried
     * @param verdict        as above
     */
    record Relay(String relayForDevice, RelayReason reason, SiteVerdict verdict) implements Plan {
        @Override
        public String label() {
            return "relay";
        }
    }
}
