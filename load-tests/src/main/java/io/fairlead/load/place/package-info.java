/**
 * Places that clients connect from, with real routers between: {@link io.fairlead.load.place.Internet} carries
 * {@link io.fairlead.load.place.Site}s, whose routers translate addresses and forward ports,
 * {@link io.fairlead.load.place.Lan}s behind them, and {@link io.fairlead.load.place.Host}s in these, each a network
 * namespace. On hosts there are real servers, started by {@link io.fairlead.load.lab.NodeProcess}, and clients whose
 * sockets alone are inside: {@link io.fairlead.load.place.PlacedDevice} is controlled,
 * {@link io.fairlead.load.place.PlacedController} controls, finds out by which
 * {@link io.fairlead.load.place.Route} the two meet, and moves bytes both ways. What it found is an
 * {@link io.fairlead.load.place.Outcome}.
 *
 * <p>All calls block, on the caller's thread. Nothing here leaves the machine.
 */
package io.fairlead.load.place;
