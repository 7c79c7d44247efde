package io.fairlead.protocol.net;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Supplier;

/**
 * Whose word counts about where clients are: nobody is trusted by being near (design invariant 10), only by these
 * networks.
 *
 * @param networks  where trusted proxies are, as it is now; asked by any thread, for each connection
 * @param header    whether connections begin with a header of the PROXY protocol
 * @param untrusted what becomes of such headers, and of X-Real-IP and X-Forwarded-For, from anybody else
 */
public record ProxyTrust(Supplier<List<Cidr>> networks, Header header, Untrusted untrusted) {
    /** Nobody is trusted, and no header is looked for. */
    public static final ProxyTrust NONE = new ProxyTrust(List.of(), Header.OFF, Untrusted.IGNORE);

    /** Whether connections begin with a header of the PROXY protocol. */
    public enum Header {
        /** None does. */
        OFF,
        /** Those of trusted proxies may. */
        OPTIONAL,
        /** All come from trusted proxies and do; others are closed. */
        REQUIRED
    }

    /** What becomes of the headers of those who are not trusted. */
    public enum Untrusted {
        /** They are read past, and mean nothing. */
        IGNORE,
        /** The connection is closed. */
        REFUSE
    }

    /**
     * Trusts the same networks always.
     *
     * @param networks  where trusted proxies are
     * @param header    as above
     * @param untrusted as above
     */
    public ProxyTrust(List<Cidr> networks, Header header, Untrusted untrusted) {
        this(fixed(networks), header, untrusted);
    }

    private static Supplier<List<Cidr>> fixed(List<Cidr> networks) {
        List<Cidr> copy = List.copyOf(networks);
        return () -> copy;
    }

    /**
     * Says whether an address is a trusted proxy's.
     *
     * @param address any
     * @return true when a network contains it
     */
    public boolean trusts(InetAddress address) {
        return Cidr.anyContains(networks.get(), address);
    }
}
