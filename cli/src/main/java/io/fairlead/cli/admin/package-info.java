/**
 * The administration API without its sockets: {@link io.fairlead.cli.admin.Api} takes a call, lets it in or not, finds
 * its route, reads what it asks for and notes it; {@link io.fairlead.cli.admin.AdminRoutes} are the routes, which ask
 * nodes through {@link io.fairlead.cli.admin.node.Fleet}.
 */
package io.fairlead.cli.admin;
