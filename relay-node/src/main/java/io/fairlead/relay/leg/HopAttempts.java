package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.LegHolder;
import io.fairlead.relay.leg.PeerRelays.Failure;

/** How often a leg has tried to get to the relay that holds the other one, and what is next. For its event loop. */
final class HopAttempts {
    /** The holder, and once more when its claim was just ending, and who has it then. */
    private static final int MOST = 3;

    private int begun;
    private String refusedBy = "";

    /** What to do when a try has failed. */
    enum Next {
        /** Park here again and claim again: the holder's claim has ended, or ends now. */
        CLAIM,
        /** Take the claim over, then park here again. */
        REPLACE,
        /** Close. */
        GIVE_UP
    }

    /** Whether there may be another try, which begins with this. */
    boolean begin() {
        return begun++ < MOST;
    }

    Next failed(LegHolder holder, Failure reason) {
        return switch (reason) {
            case BLOCKED -> Next.GIVE_UP;
            case UNREACHABLE, WRONG_PROOF -> Next.REPLACE;
            case NOT_PARKED -> {
                // Taking the claim over at once could take it from a leg that has come to the holder just now. Who
                // refuses gives its claim up, so that asking again tells; a second refusal tells that it could not.
                boolean again = refusedBy.equals(holder.nodeId());
                refusedBy = holder.nodeId();
                yield again ? Next.REPLACE : Next.CLAIM;
            }
        };
    }
}
