/**
 * {@code load} and what belongs to it: {@link io.fairlead.cli.command.load.LoadCommand} lists the sub-commands, each a
 * class of its own that reads files, asks {@code io.fairlead.load} and prints.
 */
package io.fairlead.cli.command.load;
