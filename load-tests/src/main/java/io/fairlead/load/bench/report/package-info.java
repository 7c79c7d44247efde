/**
 * Results as people and programs read them: {@link io.fairlead.load.bench.report.TextReport} for a terminal,
 * {@link io.fairlead.load.bench.report.HtmlReport} with plots, {@link io.fairlead.load.bench.report.JsonReport} with
 * all values. Records in, text out; any thread.
 */
package io.fairlead.load.bench.report;
