/**
 * Benchmarks that anyone can run. {@link io.fairlead.load.bench.Isolation} puts the command into a network of its own,
 * {@link io.fairlead.load.bench.BenchRunner} takes turns between the targets, a {@link io.fairlead.load.bench.Scenario}
 * (package {@code drive}) makes one round of load on one target (package {@code server}) with system calls of package
 * {@code os} and reads what it cost from {@code proc}; records of {@code result} go to {@code report}. All on one
 * thread, the caller's, that never sleeps while it measures.
 */
package io.fairlead.load.bench;
