/**
 * The sub-commands, one class each. {@link io.fairlead.cli.command.FairleadCommand} lists them. Exit codes: 0 well, 1
 * not well, 2 wrong options.
 */
package io.fairlead.cli.command;
