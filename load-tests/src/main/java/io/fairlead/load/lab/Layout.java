package io.fairlead.load.lab;

import java.util.List;

/** What nodes a laboratory has. */
public sealed interface Layout {
    /**
     * One node that is everything, without a Redis.
     *
     * @param options more options of its command line
     */
    record Standalone(List<String> options) implements Layout {
        /** Copies the options. */
        public Standalone {
            options = List.copyOf(options);
        }
    }

    /**
     * Nodes of both kinds and a Redis.
     *
     * @param rendezvous        how many rendezvous nodes, 1 to 99
     * @param relays            how many relay nodes, 1 to 99
     * @param relayNames        by which address clients are told of relays
     * @param rendezvousOptions more options of rendezvous nodes' command lines
     * @param relayOptions      more options of relay nodes' command lines
     */
    record Cluster(
            int rendezvous, int relays, RelayNames relayNames, List<String> rendezvousOptions,
            List<String> relayOptions) implements Layout {
        private static final int MOST = 99;

        /** Copies the options. */
        public Cluster {
            check("rendezvous", rendezvous);
            check("relays", relays);
            rendezvousOptions = List.copyOf(rendezvousOptions);
            relayOptions = List.copyOf(relayOptions);
        }

        private static void check(String what, int number) {
            if (number < 1 || number > MOST) {
                throw new IllegalArgumentException(what + ": " + number + " (expected: 1.." + MOST + ")");
            }
        }

        /**
         * Makes the usual one: all behind one address.
         *
         * @param rendezvous how many rendezvous nodes
         * @param relays     how many relay nodes
         * @return without more options
         */
        public static Cluster of(int rendezvous, int relays) {
            return new Cluster(rendezvous, relays, RelayNames.SHARED, List.of(), List.of());
        }
    }

    /** By which address clients are told of relays. */
    enum RelayNames {
        /** The balancer's, which gives a leg to any relay node. */
        SHARED,
        /** Each relay node's own. */
        OWN
    }
}
