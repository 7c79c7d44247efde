/**
 * Clients in numbers that no machine has real ones of, for load: up to millions of devices that stay registered by UDP
 * ({@link io.fairlead.load.fleet.UdpRegistrations}), tens of thousands that hold connections, and controllers that come
 * at random and reach them. They behave as real clients do (protocol sections 5 to 10), none blocks a thread, and what
 * they do follows from a seed. {@link io.fairlead.load.fleet.Fleet} is the whole of it; what sessions carry is behind
 * {@link io.fairlead.load.fleet.SessionLegs}.
 */
package io.fairlead.load.fleet;
