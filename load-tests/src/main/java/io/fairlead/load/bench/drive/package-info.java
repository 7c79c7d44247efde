/**
 * The load generators. Each asks its sockets again and again without ever sleeping, checks a sample of what arrives
 * byte by byte, times what it sends from the instant at which it was due, and says when it could not keep its plan.
 * What it measures goes out as a {@link io.fairlead.load.bench.result.Sample}. One thread.
 */
package io.fairlead.load.bench.drive;
