/**
 * What was measured: plain records and the arithmetic on them, without sockets, files or clocks. A
 * {@link io.fairlead.load.bench.result.Sample} is one round on one target; a
 * {@link io.fairlead.load.bench.result.ScenarioResult} has all rounds on all targets, and their medians. Any thread.
 */
package io.fairlead.load.bench.result;
