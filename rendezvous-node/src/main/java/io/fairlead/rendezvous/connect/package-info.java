/**
 * Introductions, protocol section 8: a requester asks for a device ({@link
 * io.fairlead.rendezvous.connect.ConnectService}), the {@link io.fairlead.rendezvous.connect.ConnectPlanner} decides
 * (pure), a push goes to the node that holds the device, and the device's answer comes back to the requester that waits
 * ({@link io.fairlead.rendezvous.connect.WaitingRequesters}). Called on event loops and on the store's threads.
 */
package io.fairlead.rendezvous.connect;
