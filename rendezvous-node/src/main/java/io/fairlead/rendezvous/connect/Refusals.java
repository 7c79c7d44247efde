package io.fairlead.rendezvous.connect;

import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.PunchHoleResponse.Failure;
import io.fairlead.protocol.message.RelayResponse;
import io.fairlead.protocol.message.RendezvousMessage;

/** What a requester is told when there is no introduction. */
final class Refusals {
    private static final String STORE_UNAVAILABLE = "The server cannot look devices up at the moment. Try again.";

    private static final String NODE_UNREACHABLE = "The server cannot reach the device at the moment. Try again.";

    private Refusals() {}

    /** The answer to a PunchHoleRequest. */
    static RendezvousMessage punchHole(IntroductionOutcome outcome) {
        PunchHoleResponse.Builder response = PunchHoleResponse.newBuilder();
        switch (outcome) {
            case LICENSE_MISMATCH -> response.setFailure(Failure.LICENSE_MISMATCH);
            case ID_NOT_EXIST -> response.setFailure(Failure.ID_NOT_EXIST);
            case OFFLINE -> response.setFailure(Failure.OFFLINE);
            case UNAVAILABLE -> response.setOtherFailure(STORE_UNAVAILABLE);
            case UNREACHABLE -> response.setOtherFailure(NODE_UNREACHABLE);
            case ANSWERED, UNANSWERED ->
                throw new IllegalArgumentException("outcome: " + outcome + " (expected: a refusal)");
        }
        return RendezvousMessage.newBuilder().setPunchHoleResponse(response).build();
    }

    /** The answer to a RequestRelay: a reason tells the client to give up at once instead of waiting 18 s. */
    static RendezvousMessage relay(IntroductionOutcome outcome) {
        String reason = switch (outcome) {
            case ID_NOT_EXIST -> "ID does not exist";
            case OFFLINE -> "Remote device is offline";
            case UNAVAILABLE -> STORE_UNAVAILABLE;
            case UNREACHABLE -> NODE_UNREACHABLE;
            case LICENSE_MISMATCH, ANSWERED, UNANSWERED ->
                throw new IllegalArgumentException("outcome: " + outcome + " (expected: a refusal)");
        };
        return RendezvousMessage.newBuilder()
                .setRelayResponse(RelayResponse.newBuilder().setRefuseReason(reason))
                .build();
    }
}
