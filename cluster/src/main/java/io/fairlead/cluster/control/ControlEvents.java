package io.fairlead.cluster.control;

/** Hears what becomes of messages between nodes. Called on any thread; must return at once. */
public interface ControlEvents {
    /** Nobody listens. */
    ControlEvents NONE = new ControlEvents() {
        @Override
        public void sent() {
            // Nobody looks.
        }

        @Override
        public void received() {
            // Nobody looks.
        }

        @Override
        public void dropped(ControlDrop reason) {
            // Nobody looks.
        }
    };

    /** A message was sent. */
    void sent();

    /** A message came that counts. */
    void received();

    /**
     * A message came that does not count.
     *
     * @param reason why
     */
    void dropped(ControlDrop reason);
}
