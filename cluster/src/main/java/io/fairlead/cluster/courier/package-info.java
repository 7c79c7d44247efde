/**
 * Delivery between rendezvous nodes: {@link io.fairlead.cluster.courier.NodeCourier} brings a push to the node that
 * holds the device, and a device's answer to the node that holds the requester, which {@link
 * io.fairlead.cluster.courier.RequesterDirectory} names. The embedded adapters know one process.
 */
package io.fairlead.cluster.courier;
