/** Sockets: pipelines that end in a {@link io.fairlead.relay.leg.RelayLeg}. Runs on the channels' event loops. */
package io.fairlead.relay.net;
