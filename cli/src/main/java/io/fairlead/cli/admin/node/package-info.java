/**
 * What nodes do for the administration API: {@link io.fairlead.cli.admin.node.Command} lists it, {@link
 * io.fairlead.cli.admin.node.LocalNode} carries it out here, {@link io.fairlead.cli.admin.node.Fleet} asks other nodes.
 * On threads that may wait.
 */
package io.fairlead.cli.admin.node;
