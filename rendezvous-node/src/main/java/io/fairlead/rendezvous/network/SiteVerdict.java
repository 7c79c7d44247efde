package io.fairlead.rendezvous.network;

import java.util.Locale;

/** Whether two sides are at the same site, and why. */
public enum SiteVerdict {
    /** Same site: both are in one named network. */
    SAME_NETWORK(true),
    /** Same site: both have the same IPv4 or IPv6 address. */
    SAME_ADDRESS(true),
    /** Same site: both have IPv6 addresses with the same prefix. */
    SAME_IPV6_PREFIX(true),
    /** Not known: the address of one stands for many strangers. */
    MASQUERADED(false),
    /** Elsewhere: one has an IPv4 address and the other an IPv6 one. */
    MIXED_FAMILIES(false),
    /** Elsewhere: one is inside a network that the other is not in. */
    INSIDE_AND_OUTSIDE(false),
    /** Elsewhere: nothing says that they are near. */
    APART(false);

    private final boolean same;

    SiteVerdict(boolean same) {
        this.same = same;
    }

    /**
     * Says whether they are at the same site.
     *
     * @return true when they are
     */
    public boolean isSame() {
        return same;
    }

    /**
     * Names the verdict in logs and metrics.
     *
     * @return lower case, words joined by underscores
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
