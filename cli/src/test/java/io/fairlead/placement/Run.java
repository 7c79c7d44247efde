package io.fairlead.placement;

/**
 * A row with one server.
 *
 * @param row       whose it is
 * @param setup     the server
 * @param requester who asks
 * @param device    for whom
 * @param expected  what is to become of it
 */
record Run(String row, Setup setup, Client requester, Client device, Expectation expected) {
    @Override
    public String toString() {
        return row + " [" + setup + "]";
    }
}
