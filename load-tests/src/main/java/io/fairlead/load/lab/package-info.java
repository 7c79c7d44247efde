/**
 * A laboratory on one Linux machine: real programs that tests start, break and start again.
 * {@link io.fairlead.load.lab.Laboratory} puts nodes and a Redis into network namespaces behind a load balancer that
 * spreads connections and UDP flows as kube-proxy does. It stands on {@link io.fairlead.load.lab.Namespaces} (what is
 * made and removed), {@link io.fairlead.load.lab.Router} (cables, partitions),
 * {@link io.fairlead.load.lab.LoadBalancer} (who gets new flows), {@link io.fairlead.load.lab.NodeProcess} and
 * {@link io.fairlead.load.lab.RedisProcess} (what runs). Namespaces need root;
 * {@link io.fairlead.load.lab.Requirements} says what is missing. A Redis on the loopback needs nothing.
 *
 * <p>All calls block, on the caller's thread. No packet leaves a laboratory: its namespaces have cables to each other
 * alone. Nothing here knows a client library of Redis: what it is asked goes over a plain socket.
 */
package io.fairlead.load.lab;
