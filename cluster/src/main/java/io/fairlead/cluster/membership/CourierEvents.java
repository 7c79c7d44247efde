package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.Delivery;

/** What a courier tells of its work with other nodes, to be counted. Called from any thread; must return at once. */
public interface CourierEvents {
    /** Counts nothing. */
    CourierEvents NONE = new CourierEvents() {
        @Override
        public void sent(Delivery delivery, long nanos) {
            // Nobody counts.
        }

        @Override
        public void received(Delivery delivery) {
            // Nobody counts.
        }

        @Override
        public void refused() {
            // Nobody counts.
        }
    };

    /**
     * A request to another node is done with.
     *
     * @param delivery what became of it
     * @param nanos    how long it took, in nanoseconds
     */
    void sent(Delivery delivery, long nanos);

    /**
     * A request of another node has been answered.
     *
     * @param delivery what became of it here
     */
    void received(Delivery delivery);

    /** A request was not sent, as too many to that node were under way; it counts as unreachable. */
    void refused();
}
