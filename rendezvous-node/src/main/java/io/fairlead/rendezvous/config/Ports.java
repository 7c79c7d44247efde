package io.fairlead.rendezvous.config;

/**
 * The ports of a rendezvous node, protocol section 1. 0 lets the system choose, as tests do.
 *
 * @param main      P: UDP and TCP, 0 to 65535
 * @param natTest   P-1: the second port of the NAT test, and the online query, TCP, 0 to 65535
 * @param webSocket P+2, 0 to 65535
 */
public record Ports(int main, int natTest, int webSocket) {
    /** Where clients look when nobody tells them a port. */
    public static final int DEFAULT_MAIN = 21_116;

    private static final int MAX_PORT = 65_535;

    /**
     * Checks the range of each.
     *
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public Ports {
        check("port", main);
        check("NAT test port", natTest);
        check("WebSocket port", webSocket);
    }

    /**
     * The ports that clients derive from one.
     *
     * @param main P, 2 to 65532, so that P+3 (the relay's) exists too
     * @return P, P-1 and P+2
     * @throws IllegalArgumentException when a port would be out of range
     */
    public static Ports around(int main) {
        if (main < 2 || main > MAX_PORT - 3) {
            throw new IllegalArgumentException("port: " + main + " (expected: 2.." + (MAX_PORT - 3) + ")");
        }
        return new Ports(main, main - 1, main + 2);
    }

    /**
     * Ports that the system chooses.
     *
     * @return 0 for each
     */
    public static Ports any() {
        return new Ports(0, 0, 0);
    }

    private static void check(String name, int port) {
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(name + ": " + port + " (expected: 0.." + MAX_PORT + ")");
        }
    }
}
