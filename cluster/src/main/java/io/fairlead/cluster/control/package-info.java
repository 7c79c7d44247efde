/**
 * Operators' commands from node to node: {@link io.fairlead.cluster.control.NodeControl} is the port, {@link
 * io.fairlead.cluster.control.LocalControl} the adapter of a process that is alone. What commands there are is known to
 * who asks and who carries out.
 */
package io.fairlead.cluster.control;
