package io.fairlead.rendezvous.connect;

/** Makes the records of introductions. */
final class Introductions {
    private Introductions() {}

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
                requester.address(),
                request.device().id(),
                request.plan(),
                request.reason(),
                selection,
                outcome,
                now - request.started());
    }

    static Introduction refused(Requester requester, String id, IntroductionOutcome outcome, long durationNanos) {
        return new Introduction(requester.address(), id, "none", "", Selection.NONE, outcome, durationNanos);
    }
}
