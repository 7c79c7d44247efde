/**
 * {@code bench} and what belongs to it: {@link io.fairlead.cli.command.bench.BenchCommand} lists the benchmarks, each a
 * {@link io.fairlead.cli.command.bench.Benchmark}; {@link io.fairlead.cli.command.bench.BenchOptions} are what all of
 * them take. The command starts itself once more where it is to run, and measures there.
 */
package io.fairlead.cli.command.bench;
