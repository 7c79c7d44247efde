package io.fairlead.load.fleet;

/**
 * How controllers behave.
 *
 * @param relayShare     0 to 1: introductions that ask for a relay at once (symmetric NAT, or the user's choice)
 * @param punchShare     0 to 1: of the others, those that offer a UDP port to punch a hole from
 * @param directShare    0 to 1: direct ways that work; controllers whose way does not fall back to a relay
 * @param webSocketShare 0 to 1: controllers on WebSocket
 * @param sameHomeShare  0 to 1: controllers behind the address of the device that they ask for
 * @param absentShare    0 to 1: requests for ids that nobody has
 * @param verifiedShare  0 to 1: answers whose signature is looked at, which costs the generator more than the rest
 * @param listLength     devices in a list whose states are asked for, at least 1
 */
public record Habits(double relayShare, double punchShare, double directShare, double webSocketShare,
        double sameHomeShare, double absentShare, double verifiedShare, int listLength) {
    /** Checks the shares. */
    public Habits {
        require("relay", relayShare);
        require("punch", punchShare);
        require("direct", directShare);
        require("web socket", webSocketShare);
        require("same home", sameHomeShare);
        require("absent", absentShare);
        require("verified", verifiedShare);
        if (listLength < 1) {
            throw new IllegalArgumentException("list length: " + listLength + " (expected: at least 1)");
        }
    }

    private static void require(String what, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException(what + " share: " + share + " (expected: 0..1)");
        }
    }
}
