/**
 * What a load run records. While it runs, devices and sessions count into a {@link io.fairlead.load.record.Recorder}
 * from any thread; the runner calls {@code tick} once each interval. {@link io.fairlead.load.record.GeneratorWatch} and
 * {@link io.fairlead.load.record.ProcessWatch} add what the generator and the servers took. At the end there is one
 * {@link io.fairlead.load.record.RunRecord}, which nothing changes any more: it is judged, merged with those of other
 * generator processes ({@link io.fairlead.load.record.Merging}), and goes to {@code report}.
 */
package io.fairlead.load.record;
