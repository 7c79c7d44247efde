package io.fairlead.rendezvous.connect;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;

/** A requester's connection and the one request it waits for. Safe for use by any thread. */
final class WaitingRequester {
    private final Requester requester;
    private final AtomicReference<PendingRequest> pending = new AtomicReference<>();

    WaitingRequester(Requester requester) {
        this.requester = requester;
    }

    Requester requester() {
        return requester;
    }

    /** Clients repeat a request on the same connection; the answer to any of them serves. */
    void expect(PendingRequest request) {
        pending.set(request);
    }

    Optional<PendingRequest> pending() {
        return Optional.ofNullable(pending.get());
    }

    /** Takes the request if the answer fits it, so that no second answer does. */
    Optional<PendingRequest> take(Predicate<PendingRequest> fits) {
        PendingRequest request = pending.get();
        return request != null && fits.test(request) && pending.compareAndSet(request, null)
                ? Optional.of(request)
                : Optional.empty();
    }
}
