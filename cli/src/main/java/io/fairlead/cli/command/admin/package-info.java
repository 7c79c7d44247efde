/**
 * {@code fairlead admin}: each sub-command is one call of a running server's administration API, {@link
 * io.fairlead.cli.command.admin.AdminCalls} lists them.
 */
package io.fairlead.cli.command.admin;
