package io.fairlead.load.record;

/** How the values of a series arise, and what becomes of those of several generator processes. */
public enum Kind {
    /** How many, or how much, in each interval. Of several processes: added. */
    COUNT,
    /** How much there is at the end of each interval. Of several processes: added. */
    LEVEL,
    /** How much there is at the end of each interval. Of several processes: the largest, for example of shares. */
    HIGHEST
}
