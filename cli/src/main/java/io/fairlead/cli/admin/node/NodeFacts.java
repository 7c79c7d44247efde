package io.fairlead.cli.admin.node;

import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What is known of a process.
 *
 * @param node         names it
 * @param version      of the program
 * @param role         standalone, rendezvous or relay
 * @param region       where it is; empty when nobody said so
 * @param startedMilli when it started, in milliseconds of Unix time
 * @param clock        the time of day
 * @param storeReached false while a shared store does not answer
 */
public record NodeFacts(
        String node,
        String version,
        String role,
        String region,
        long startedMilli,
        InstantSource clock,
        BooleanSupplier storeReached) {
    long uptimeSeconds() {
        return Math.max(0, clock.millis() - startedMilli) / 1000;
    }
}
