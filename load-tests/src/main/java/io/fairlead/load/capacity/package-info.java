/**
 * What servers cost, fitted to recorded runs, and what clusters carry by that: a model in closed form, and a simulation
 * that checks it. No sockets and no clocks here; see {@code docs/capacity.md}.
 */
package io.fairlead.load.capacity;
