package io.fairlead.load.scenario;

/**
 * Something happens once.
 *
 * @param second since the run began, at least 0
 * @param action what
 */
public record Event(double second, Action action) {
    /** Checks the moment. */
    public Event {
        if (!(second >= 0)) {
            throw new IllegalArgumentException("at: " + second + " s (expected: at least 0)");
        }
    }
}
