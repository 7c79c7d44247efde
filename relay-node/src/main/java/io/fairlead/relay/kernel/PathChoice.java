package io.fairlead.relay.kernel;

import io.fairlead.relay.config.PathOption;

/** Which path a direction takes, by what it has carried lately. For one event loop. */
final class PathChoice {
    /** Below that, two calls to splice cost more than copying does. */
    static final int LARGE = 16 * 1024;

    /** So many small reads in a row are no accident of a large message's end. */
    static final int SMALL_IN_A_ROW = 8;

    private final PathOption option;
    private boolean splices;
    private int small;

    PathChoice(PathOption option) {
        this.option = option;
        this.splices = option == PathOption.SPLICE;
    }

    /** Whether the next chunk is to be spliced. */
    boolean splices() {
        return splices;
    }

    /** Takes note of a read; true when another path is taken from now on. */
    boolean read(long bytes) {
        if (option != PathOption.AUTO) {
            return false;
        }
        if (bytes >= LARGE) {
            small = 0;
            boolean changed = !splices;
            splices = true;
            return changed;
        }
        if (splices && ++small == SMALL_IN_A_ROW) {
            small = 0;
            splices = false;
            return true;
        }
        return false;
    }
}
