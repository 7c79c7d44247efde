package io.fairlead.rendezvous.connect;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The requesters that wait on this node, by the address that devices name them by. Safe for use by any thread. */
final class WaitingRequesters {
    private final ConcurrentMap<InetSocketAddress, WaitingRequester> byAddress = new ConcurrentHashMap<>();

    /** The entry of a connection, made when there is none; a later connection from the same address replaces it. */
    WaitingRequester hold(Requester requester) {
        return byAddress.compute(
                requester.address(),
                (address, held) -> held != null && held.requester().equals(requester)
                        ? held
                        : new WaitingRequester(requester));
    }

    Optional<WaitingRequester> find(InetSocketAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** Takes a connection out, unless another has replaced it. */
    Optional<WaitingRequester> release(Requester requester) {
        WaitingRequester held = byAddress.get(requester.address());
        return held != null && held.requester().equals(requester) && byAddress.remove(requester.address(), held)
                ? Optional.of(held)
                : Optional.empty();
    }

    int size() {
        return byAddress.size();
    }
}
