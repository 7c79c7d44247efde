/**
 * Records of load runs as people and programs read them: {@link io.fairlead.load.report.JsonRecord} writes and reads
 * all, {@link io.fairlead.load.report.HtmlReport} draws one run, {@link io.fairlead.load.report.Comparison} lays two
 * beside each other. Records in, text out; any thread.
 */
package io.fairlead.load.report;
