/** A running process: {@link io.fairlead.cli.run.RunningNodes} starts the nodes of a role and stops them. */
package io.fairlead.cli.run;
