/**
 * Runs scenarios: {@link io.fairlead.load.run.LoadRun} starts servers where it is to, one or more generator processes
 * ({@link io.fairlead.load.run.Generator}), does to servers what the scenario says, and makes one record of all, which
 * the scenario judges. A {@link io.fairlead.load.run.Site} is where servers are.
 */
package io.fairlead.load.run;
