/**
 * What Linux says of a process in {@code /proc}: CPU time and resident memory. {@link
 * io.fairlead.load.bench.proc.ProcText} reads the text, {@link io.fairlead.load.bench.proc.ProcessFiles} the files,
 * {@link io.fairlead.load.bench.proc.CpuSample} tells what lies between two readings; {@link
 * io.fairlead.load.bench.proc.Machine} names what all of them run on. Any thread.
 */
package io.fairlead.load.bench.proc;
