package io.fairlead.load.traffic;

/** One end of a session. A direction is named by the side that sends. */
public enum Side {
    /** Whose screen is shared: sends frames, takes input. */
    DEVICE,
    /** Who looks and works: sends input, takes frames. */
    CONTROLLER;

    /**
     * Gives the other end.
     *
     * @return the side that reads what this one sends
     */
    public Side other() {
        return this == DEVICE ? CONTROLLER : DEVICE;
    }
}
