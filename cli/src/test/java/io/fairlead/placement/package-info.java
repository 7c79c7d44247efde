/**
 * The placement matrix: every pair of places that a requester and a device may be in, with Fairlead and with the open
 * server's handling of addresses. {@link io.fairlead.placement.World} builds the places,
 * {@link io.fairlead.placement.Setup} names the servers in them, {@link io.fairlead.placement.Matrix} has the rows.
 */
package io.fairlead.placement;
