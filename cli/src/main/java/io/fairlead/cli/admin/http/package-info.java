/** Sockets of the administration API: calls come in on event loops and are carried out on virtual threads. */
package io.fairlead.cli.admin.http;
