package io.fairlead.load.scenario;

import io.fairlead.load.fleet.AbuseKind;

/** What happens at a moment of a run. */
public sealed interface Action {
    /** Done by the generator, on its own clients. */
    sealed interface OfClients extends Action {}

    /** Done to servers, by whoever can. */
    sealed interface OfServers extends Action {}

    /**
     * Homes get another address, all at once, as after a failure of their Internet provider.
     *
     * @param every each so-many-th of them, at least 1
     */
    record Move(int every) implements OfClients {
        /** Checks the number. */
        public Move {
            if (every < 1) {
                throw new IllegalArgumentException("every: " + every + " (expected: at least 1)");
            }
        }
    }

    /**
     * From now on new sessions have a reader who reads no faster than that, of so many in a hundred.
     *
     * @param share          of new sessions, 0 to 1
     * @param bytesPerSecond at least 1
     */
    record SlowReaders(double share, long bytesPerSecond) implements OfClients {
        /** Checks both. */
        public SlowReaders {
            if (!(share >= 0 && share <= 1) || bytesPerSecond < 1) {
                throw new IllegalArgumentException("slow readers: share " + share + ", " + bytesPerSecond
                        + " bytes per second (expected: 0..1, at least 1)");
            }
        }
    }

    /**
     * From now on one address does what nobody should.
     *
     * @param kind      what
     * @param perSecond so often; 0 = it ends
     */
    record Abuse(AbuseKind kind, double perSecond) implements OfClients {
        /** Checks the rate. */
        public Abuse {
            if (!(perSecond >= 0)) {
                throw new IllegalArgumentException("per second: " + perSecond + " (expected: at least 0)");
            }
        }
    }

    /**
     * A server's process is killed, or ended as by its operator, started, or started anew.
     *
     * @param what   to do
     * @param server its name: {@code rendezvous1}, {@code relay2}, {@code redis}; {@code rendezvous}, {@code relay},
     *               or {@code all} for all of a kind, one after the other
     */
    record Server(Deed what, String server) implements OfServers {}

    /** What is done to a server. */
    enum Deed {
        /** SIGKILL. */
        KILL,
        /** SIGTERM, and its end is awaited: it drains. */
        STOP,
        /** Its process is started, and awaited. */
        START,
        /** Stopped and started. */
        RESTART
    }
}
