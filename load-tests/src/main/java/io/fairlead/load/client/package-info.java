/**
 * Clients as the protocol document describes real ones: {@link io.fairlead.load.client.SimulatedDevice} is controlled,
 * {@link io.fairlead.load.client.SimulatedController} controls. Plain blocking sockets; one thread each, virtual ones
 * where a client needs several. They speak with any server of the protocol.
 */
package io.fairlead.load.client;
