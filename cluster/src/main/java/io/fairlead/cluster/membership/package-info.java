/**
 * Membership of the rendezvous nodes and delivery between them, on Pekko.
 * {@link io.fairlead.cluster.membership.ClusterMembership} keeps this node in the cluster and says who else is;
 * {@link io.fairlead.cluster.membership.PekkoCourier} brings envelopes to the member that a route names and gives those
 * that arrive to this node's {@link io.fairlead.cluster.courier.LocalEndpoint}. How nodes find each other and what
 * happens when they lose each other is told in {@code docs/cluster.md}.
 *
 * <p>Nothing here is a singleton, and nothing decides who holds a device: routes do, fenced in Redis. So a node that
 * has lost the others goes on serving its own devices; only what it would send to another node is unreachable. Calls
 * return at once, on any thread; what arrives is handed over on threads of the actor system.
 */
package io.fairlead.cluster.membership;
