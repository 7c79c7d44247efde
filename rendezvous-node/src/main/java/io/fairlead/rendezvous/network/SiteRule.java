package io.fairlead.rendezvous.network;

import io.fairlead.protocol.address.Cidr;

/**
 * Decides whether two sides are at the same site, design section 6. Pure.
 *
 * @param ipv6Prefix leading bits that two IPv6 addresses of one site have in common, 1 to 128
 */
public record SiteRule(int ipv6Prefix) {
    /** What a site gets, as a rule: RFC 6177 leaves the /64 to one link. */
    public static final SiteRule DEFAULT = new SiteRule(64);

    /**
     * Checks the prefix.
     *
     * @throws IllegalArgumentException when it is out of range; the message names it
     */
    public SiteRule {
        if (ipv6Prefix < 1 || ipv6Prefix > 128) {
            throw new IllegalArgumentException("same-site-prefix: " + ipv6Prefix + " (expected: 1..128)");
        }
    }

    /**
     * Decides.
     *
     * @param one   a side
     * @param other the other one; both in either order give the same
     * @return the verdict
     */
    public SiteVerdict judge(Side one, Side other) {
        boolean strangers = one.masqueraded() || other.masqueraded();
        boolean sameAddress = one.address().equals(other.address());
        boolean sameNetwork = !one.network().isPublic() && one.network().name().equals(other.network().name());
        if (strangers) {
            return SiteVerdict.MASQUERADED;
        }
        if (sameNetwork) {
            return SiteVerdict.SAME_NETWORK;
        }
        if (sameAddress) {
            return SiteVerdict.SAME_ADDRESS;
        }
        if (one.isIpv6() != other.isIpv6()) {
            return SiteVerdict.MIXED_FAMILIES;
        }
        if (one.isIpv6() && new Cidr(one.address(), ipv6Prefix).contains(other.address())) {
            return SiteVerdict.SAME_IPV6_PREFIX;
        }
        boolean oneInside = one.isInside() || other.isInside() || one.isPrivate() != other.isPrivate();
        return oneInside ? SiteVerdict.INSIDE_AND_OUTSIDE : SiteVerdict.APART;
    }
}
