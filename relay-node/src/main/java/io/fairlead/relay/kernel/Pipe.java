package io.fairlead.relay.kernel;

/**
 * A pipe of a loop's pool.
 *
 * @param readEnd  a file descriptor
 * @param writeEnd a file descriptor
 */
record Pipe(int readEnd, int writeEnd) {}
