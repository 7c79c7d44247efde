package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.OpaqueBytes;
import io.fairlead.cluster.enrolment.Enrolment;
import io.fairlead.cluster.enrolment.EnrolmentMode;
import io.fairlead.cluster.enrolment.EnrolmentRegistry;
import io.fairlead.protocol.message.RegisterPk;
import java.net.InetAddress;

/** Whether the operator lets a device register that the rules of the protocol would let. Safe for use by any thread. */
public final class Enrolments {
    private final EnrolmentMode mode;
    private final EnrolmentRegistry registry;

    /**
     * Judges by a registry.
     *
     * @param mode     who may register
     * @param registry the operator's word; not closed by this
     */
    public Enrolments(EnrolmentMode mode, EnrolmentRegistry registry) {
        this.mode = mode;
        this.registry = registry;
    }

    /** Whether a device that is held may go on; one look at a set, as heartbeats ask. */
    boolean blocks(String id) {
        return registry.current().blocks(id);
    }

    boolean blocks(String id, OpaqueBytes uuid) {
        return registry.current().blocks(id, uuid);
    }

    /** Whether a decision stands; one that does not is noted for the operator. */
    boolean admits(KeyDecision decision, RegisterPk message, InetAddress from) {
        OpaqueBytes uuid = OpaqueBytes.copyOf(message.getUuid().toByteArray());
        Enrolment word = registry.current();
        if (word.blocks(message.getId(), uuid)) {
            return false;
        }
        boolean admitted = switch (mode) {
            case OPEN -> true;
            case MANAGED -> !isNew(decision) || word.approves(message.getId(), uuid);
            case LOCKED -> !(decision instanceof KeyDecision.Store store)
                    || store.change() == RegistrationOutcome.ADDRESS_CHANGED;
        };
        if (!admitted) {
            registry.refused(message.getId(), uuid, from.getHostAddress());
        }
        return admitted;
    }

    private static boolean isNew(KeyDecision decision) {
        return decision instanceof KeyDecision.Store store && store.change() == RegistrationOutcome.CREATED;
    }

    /** A new device is stored: whose it is by its uuid is said of its id from now on, which is what others name. */
    void registered(KeyDecision.Store store) {
        Enrolment word = registry.current();
        String id = store.identity().id();
        if (isNew(store) && !word.byUuid().isEmpty() && !word.byId().containsKey(id)
                && word.approves(id, store.identity().uuid())) {
            registry.registered(id, store.identity().uuid(), word.tenant(id, store.identity().uuid()));
        }
    }

    void moved(String oldId, String newId) {
        registry.moved(oldId, newId);
    }
}
