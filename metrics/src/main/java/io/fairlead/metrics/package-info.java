/**
 * What nodes measure: catalogues of what a kind of node does ({@link io.fairlead.metrics.RendezvousMetric}, {@link
 * io.fairlead.metrics.RelayMetric}), of what they stand on ({@link io.fairlead.metrics.NodeMetric}) and of the process
 * ({@link io.fairlead.metrics.RuntimeMetric}); the meters made of them once ({@link io.fairlead.metrics.Meters}); and
 * the HTTP endpoint that shows them and the node's health ({@link io.fairlead.metrics.AdminServer}). Imports nothing of
 * ours. Meters are safe for use by any thread.
 */
package io.fairlead.metrics;
