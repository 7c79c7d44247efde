package io.fairlead.load.place;

/** How a site's router translates the addresses of what leaves it over IPv4. */
public enum Nat {
    /** One outer port for an inner one, whoever is spoken to, and the same if it is free: can be punched. */
    PORT_PRESERVING("masquerade"),
    /** Another outer port for each destination: cannot be punched. */
    SYMMETRIC("masquerade random,fully-random");

    private final String statement;

    Nat(String statement) {
        this.statement = statement;
    }

    String statement() {
        return statement;
    }
}
