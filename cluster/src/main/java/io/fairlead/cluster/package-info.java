/**
 * What nodes remember and share, as ports in the domain's words, each with its adapters beside it: {@code peer} (who a
 * device is and which node holds it), {@code courier} (delivery to the node that holds a device or a requester),
 * {@code relay} (which relays live, and which of them holds a first leg). The three do not know each other.
 *
 * <p>No port knows sockets, and no type of a store, of an actor library or of protobuf stands in a port's signature;
 * results are {@link java.util.concurrent.CompletionStage}s that never fail exceptionally: a store that cannot answer
 * is an outcome of its own ({@code Unavailable}), so that it can never be taken for 'unknown'.
 *
 * <p>For a node that is alone: {@link io.fairlead.cluster.peer.EmbeddedPeerRegistry},
 * {@link io.fairlead.cluster.courier.LocalCourier}, {@link io.fairlead.cluster.relay.ConfiguredRelayDirectory} and
 * {@link io.fairlead.cluster.relay.LocalPairing}. What is kept where is told in {@code docs/storage.md}.
 */
package io.fairlead.cluster;
