/**
 * Many clients in one process, for tests that break nodes under load. {@link io.fairlead.load.swarm.Swarm} is the
 * program: devices that stay registered (over UDP and over TCP), requesters that ask for all of them in turn, and relay
 * sessions that stay open; what they see goes to {@link io.fairlead.load.swarm.Tally}, which writes it line by line.
 * {@link io.fairlead.load.swarm.SwarmProcess} starts the program in a laboratory's network of clients and reads the
 * lines.
 *
 * <p>Each client blocks, on a virtual thread of its own. Time between heartbeats is much shorter than that of real
 * clients, so that tests are: {@link io.fairlead.load.swarm.SwarmPlan} has the scale.
 */
package io.fairlead.load.swarm;
