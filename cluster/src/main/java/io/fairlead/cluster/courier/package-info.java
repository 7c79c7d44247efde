/**
 * Delivery between rendezvous nodes: {@link io.fairlead.cluster.courier.NodeCourier} brings a push to the node that
 * holds the device, and a device's answer to the node that holds the requester. The embedded adapter knows one node.
 */
package io.fairlead.cluster.courier;
