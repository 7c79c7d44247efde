package io.fairlead.cluster.membership;

import java.util.function.BiConsumer;

/** Where messages of other nodes' couriers arrive, one after the other, on a thread of the actor system. */
interface CourierInbox {
    /** Of a node that has no courier. */
    CourierInbox NONE = new CourierInbox() {
        @Override
        public void receive(CourierMessage message, BiConsumer<String, CourierMessage> replies) {
            // Nobody is here; the sender's deadline tells it.
        }

        @Override
        public void changed(Roster roster) {
            // As above.
        }
    };

    /**
     * Takes a message; does not block.
     *
     * @param message what arrived
     * @param replies sends to the courier at an address, as the message names it, from any thread
     */
    void receive(CourierMessage message, BiConsumer<String, CourierMessage> replies);

    /**
     * Membership has changed.
     *
     * @param roster who is there now
     */
    void changed(Roster roster);
}
