package io.fairlead.rendezvous.connect;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes the records of introductions. */
final class Introductions {
    private Introductions() {}

    private static String name() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    static Introduction ended(Requester requester, PendingRequest request, IntroductionOutcome outcome, long now) {
        return ended(requester, request, request.selection(), outcome, now);
    }

    static Introduction ended(
            Requester requester,
            PendingRequest request,
            Selection selection,
            IntroductionOutcome outcome,
            long now) {
        return new Introduction(
                name(),
                requester.address(),
                request.device().id(),
                request.plan(),
                request.reason(),
                selection,
                outcome,
                now - request.started());
    }

    static Introduction refused(Requester requester, String id, IntroductionOutcome outcome, long durationNanos) {
        return new Introduction(name(), requester.address(), id, "none", "", Selection.NONE, outcome, durationNanos);
    }
}
