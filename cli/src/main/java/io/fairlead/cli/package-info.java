/** The {@code fairlead} command: {@link io.fairlead.cli.Main} starts it, one class per sub-command does its work. */
package io.fairlead.cli;
