/**
 * Operators' commands from node to node: {@link io.fairlead.cluster.control.NodeControl} is the port, {@link
 * io.fairlead.cluster.control.LocalControl} the adapter of a process that is alone. What commands there are is known to
 * who asks and who carries out. Between nodes they are {@link io.fairlead.cluster.control.ControlMessage}s, written and
 * checked by {@link io.fairlead.cluster.control.ControlSeal} and let in by {@link
 * io.fairlead.cluster.control.ControlGate}.
 */
package io.fairlead.cluster.control;
