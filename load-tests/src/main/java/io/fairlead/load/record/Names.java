package io.fairlead.load.record;

/**
 * Names of series and timings: words in lower case joined by dots, the first says what it is about
 * ({@code devices.registered}). What begins alike and has the same unit is drawn in one plot. Servers and the generator
 * itself have the names given here.
 */
public final class Names {
    /** Before the name of a server. */
    public static final String SERVER = "server.";
    /** Before all that is said of the generator itself. */
    public static final String GENERATOR = "generator.";

    /** Behind the name of a server: processor seconds, a count. */
    public static final String CPU = ".cpu";
    /** Behind the name of a server: resident memory in MB. */
    public static final String MEMORY = ".memory";
    /** Behind the name of a server: open file descriptors. */
    public static final String DESCRIPTORS = ".descriptors";
    /** Behind the name of a server: threads. */
    public static final String THREADS = ".threads";

    /** Timing: how much later than planned the generator began something. */
    public static final String LATENESS = GENERATOR + "lateness";
    /** Timing: how much later than asked for a thread of the generator woke. */
    public static final String WAKE_UP = GENERATOR + "wake-up";
    /** Count: processor seconds of the generator. */
    public static final String GENERATOR_CPU = GENERATOR + "cpu";
    /** Highest: share of the allowed cores that the generator took, 0 to 1. */
    public static final String GENERATOR_SHARE = GENERATOR + "cpu-share";
    /** Count: seconds for which the garbage collector stopped the generator. */
    public static final String PAUSES = GENERATOR + "pauses";
    /** Count: what was planned and not done, as the generator could not. */
    public static final String DROPPED = GENERATOR + "dropped";

    private Names() {}
}
