/**
 * What nodes measure: a catalogue per kind of node ({@link io.fairlead.metrics.RendezvousMetric}, {@link
 * io.fairlead.metrics.RelayMetric}), the meters made of it once ({@link io.fairlead.metrics.Meters}), and the HTTP
 * endpoint that shows them and the node's health ({@link io.fairlead.metrics.AdminServer}). Imports nothing of ours.
 * Meters are safe for use by any thread.
 */
package io.fairlead.metrics;
