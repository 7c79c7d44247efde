/**
 * What nodes remember and share, as ports in the domain's words, each with its adapters beside it: {@code peer} (who a
 * device is and which node holds it), {@code courier} (delivery to the node that holds a device or a requester),
 * {@code relay} (which relays live, and which of them holds a first leg).
 *
 * <p>Nothing here knows sockets. No type of a store, of an actor library or of protobuf stands in a port's signature;
 * results are {@link java.util.concurrent.CompletionStage}s that never fail exceptionally: a store that cannot answer
 * is an outcome of its own ({@code Unavailable}), so that it can never be taken for 'unknown'.
 */
package io.fairlead.cluster;
