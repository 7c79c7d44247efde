package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.peer.DeviceIdentity;
import java.net.InetAddress;

/** Who a device is that a node holds, as far as the node's memory has it. */
sealed interface HeldIdentity {
    /** The device. */
    String id();

    /** As {@link DeviceIdentity#ip}. */
    String ip();

    /** Whether it has ever confirmed a key. */
    boolean hasKey();

    /** As {@link DeviceIdentity#confirmedFrom}. */
    default boolean confirmedFrom(InetAddress address) {
        return ip().equals(DeviceIdentity.ipText(address));
    }

    /** As {@link KeyRules#acceptsHeartbeat}. */
    default boolean acceptsHeartbeat(InetAddress from) {
        return hasKey() && confirmedFrom(from);
    }

    /**
     * All of it, where the store is shared: it may be away, when what is held is to go on, or come back empty, when it
     * is to be told.
     *
     * @param identity what is stored
     */
    record Whole(DeviceIdentity identity) implements HeldIdentity {
        @Override
        public String id() {
            return identity.id();
        }

        @Override
        public String ip() {
            return identity.ip();
        }

        @Override
        public boolean hasKey() {
            return !identity.publicKey().isEmpty();
        }
    }

    /**
     * Enough to know it again, where the store is a file of the node's own, which is asked for the rest.
     *
     * @param digest of its uuid and its public key, by {@link HeldIdentities}
     */
    record Digest(String id, String ip, boolean hasKey, long digest) implements HeldIdentity {}
}
