package io.fairlead.relay.leg;

import io.fairlead.cluster.relay.LegHolder;
import io.netty.channel.Channel;
import java.util.Locale;
import java.util.concurrent.CompletionStage;

/** The other relays of the cluster. Safe for use by any thread. */
public interface PeerRelays {
    /** Why a leg was not taken to another relay. */
    enum Failure {
        /** There is no connection, or no answer in time. */
        UNREACHABLE,
        /** Who answered does not know the cluster's secret. */
        WRONG_PROOF,
        /** The first leg is not parked there any more. */
        NOT_PARKED,
        /** The client is on the other relay's block list. */
        BLOCKED;

        /**
         * Names the reason in logs and metrics.
         *
         * @return lower case, words joined by underscores
         */
        public String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What came of it. */
    sealed interface Outcome {
        /**
         * The other leg is joined.
         *
         * @param channel carries the session's bytes from now on; who is told adds the handler that takes them, at once
         */
        record Joined(Channel channel) implements Outcome {}

        /**
         * It is not, and the connection is closed.
         *
         * @param reason why
         */
        record Failed(Failure reason) implements Outcome {}
    }

    /**
     * Takes a leg to the relay that holds the other one. Gives up when the client goes in the meantime.
     *
     * @param client  the client's connection
     * @param holder  the relay
     * @param request what it is told
     * @return completes on the client's event loop, within the time for a handshake
     */
    CompletionStage<Outcome> reach(Channel client, LegHolder holder, HopRequest request);
}
