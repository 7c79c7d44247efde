package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.peer.DeviceIdentity;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.net.InetAddress;
import java.util.Optional;

/** The rules for RegisterPk and RegisterPeer, protocol section 6, as far as they need neither clock nor store. */
final class KeyRules {
    private static final int SHORTEST_ID = 6;

    /** What the column of existing databases takes. */
    private static final int LONGEST_ID = 100;

    /** Real uuids and keys are below 64 bytes; what is much longer is nobody's identity. */
    private static final int LONGEST_SECRET = 512;

    private KeyRules() {}

    /** Rules 1 and 2, which need no look at the store: empty when the message passes them. */
    static Optional<KeyDecision> checkForm(RegisterPk message) {
        if (message.getUuid().isEmpty() || message.getPk().isEmpty()) {
            return Optional.of(new KeyDecision.Ignore());
        }
        if (message.getUuid().size() > LONGEST_SECRET || message.getPk().size() > LONGEST_SECRET) {
            return Optional.of(new KeyDecision.Ignore());
        }
        int length = message.getId().length();
        if (length < SHORTEST_ID) {
            return Optional.of(new KeyDecision.Refuse(Result.UUID_MISMATCH));
        }
        if (length > LONGEST_ID) {
            return Optional.of(new KeyDecision.Refuse(Result.INVALID_ID_FORMAT));
        }
        return Optional.empty();
    }

    /** Who a message says that it is from, confirmed from an address. */
    static DeviceIdentity claimed(RegisterPk message, String ip) {
        return new DeviceIdentity(
                message.getId(),
                OpaqueBytes.copyOf(message.getUuid().toByteArray()),
                OpaqueBytes.copyOf(message.getPk().toByteArray()),
                ip);
    }

    /** Rules 4 and 6: what the message means beside what is stored for its id. */
    static KeyDecision decide(RegisterPk message, InetAddress from, Optional<DeviceIdentity> stored) {
        DeviceIdentity claimed = claimed(message, from.getHostAddress());
        OpaqueBytes uuid = claimed.uuid();
        OpaqueBytes key = claimed.publicKey();
        if (stored.isEmpty()) {
            return new KeyDecision.Store(claimed, RegistrationOutcome.CREATED);
        }
        DeviceIdentity known = stored.get();
        boolean unclaimed = known.uuid().isEmpty();
        if (!unclaimed && !known.uuid().equals(uuid)) {
            return new KeyDecision.Refuse(Result.UUID_MISMATCH);
        }
        boolean sameKey = known.publicKey().equals(key);
        boolean sameIp = known.confirmedFrom(from);
        if (!unclaimed && !sameKey && !sameIp && !known.publicKey().isEmpty()) {
            return new KeyDecision.Refuse(Result.UUID_MISMATCH);
        }
        if (!unclaimed && sameKey && sameIp) {
            return new KeyDecision.Confirm(known);
        }
        return new KeyDecision.Store(
                claimed, sameKey ? RegistrationOutcome.ADDRESS_CHANGED : RegistrationOutcome.KEY_CHANGED);
    }

    /**
     * Whether a RegisterPeer from {@code from} may move the device's address. It may not from another IP than the one
     * the key was last confirmed from, so that a stranger who knows an id gains nothing by it.
     */
    static boolean acceptsHeartbeat(DeviceIdentity known, InetAddress from) {
        return !known.publicKey().isEmpty() && known.confirmedFrom(from);
    }
}
