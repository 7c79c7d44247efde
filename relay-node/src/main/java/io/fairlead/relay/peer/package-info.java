/**
 * Connections between the relays of a cluster, on a port of their own. {@link io.fairlead.relay.peer.PeerDialler}
 * brings a client's leg to the relay that holds the other one; {@link io.fairlead.relay.peer.PeerEntrance} takes such a
 * leg in. Both end in a {@link io.fairlead.relay.leg.RelayLeg}, on the connection's event loop.
 *
 * <p>The handshake is three frames, protocol section 2, each made and read by {@link
 * io.fairlead.relay.peer.PeerMessages}; {@link io.fairlead.relay.peer.PeerProof} says what is proved:
 *
 * <pre>
 *   who listens   challenge: version, nonce
 *   who dials     hello:     proof, version, nonce, node meant, session, client, device, kind
 *   who listens   answer:    proof, version, outcome
 * </pre>
 *
 * What follows an answer that accepts are the session's bytes. Fields are only ever added at the end, and who does not
 * know them passes over them, so that versions can be mixed.
 */
package io.fairlead.relay.peer;
