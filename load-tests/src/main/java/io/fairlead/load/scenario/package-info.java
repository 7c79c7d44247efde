/**
 * What a load run consists of, as values: how many clients of which kind there are at which moment, what happens when,
 * and what must come of it. {@link io.fairlead.load.scenario.ScenarioReader} reads it out of a file (HOCON),
 * {@link io.fairlead.load.scenario.Requirement} judges the record of a run. Nothing here has sockets or clocks.
 */
package io.fairlead.load.scenario;
