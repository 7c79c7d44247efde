/**
 * The servers that are measured: {@link io.fairlead.load.bench.server.TargetSpec} says which,
 * {@link io.fairlead.load.bench.server.Launcher} starts those that do not run yet, each as a process of its own on free
 * ports with its limits raised, {@link io.fairlead.load.bench.server.Server} is what benchmarks drive and read. Calls
 * block; for use by one thread.
 */
package io.fairlead.load.bench.server;
