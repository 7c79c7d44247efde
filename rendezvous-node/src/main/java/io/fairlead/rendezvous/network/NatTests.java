package io.fairlead.rendezvous.network;

import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * Notices that no client's NAT seems to keep ports any more, which is no property of so many NATs but of something in
 * front of this server that rewrites source ports, as proxies do: every NAT test then says 'symmetric', and every
 * session is relayed. What clients found is in their requests, protocol section 7. Safe for use by any thread.
 */
public final class NatTests {
    /** About one NAT in six is symmetric; so many in a row are no chance. */
    private static final int ROW = 30;

    /** One client behind a symmetric NAT may ask often, so they must be several, unless all have one address. */
    private static final int CLIENTS = 5;

    private final Set<InetAddress> clients = new HashSet<>();
    private int row;
    private boolean hidden;

    /** What an answer changed. */
    public enum Change {
        /** Nothing. */
        NONE,
        /** Ports are rewritten, it seems from now on. */
        SUSPECTED,
        /** They are not, as a client's NAT was seen to keep them. */
        CLEARED
    }

    /**
     * Takes in what a client's test found.
     *
     * @param client      where it is
     * @param masqueraded whether its address stands for many
     * @param symmetric   whether the test said so
     * @return what that changed
     */
    public synchronized Change found(InetAddress client, boolean masqueraded, boolean symmetric) {
        boolean before = isSuspected();
        if (!symmetric) {
            row = 0;
            clients.clear();
            hidden = false;
            return before ? Change.CLEARED : Change.NONE;
        }
        row = Math.min(ROW, row + 1);
        if (clients.size() < CLIENTS) {
            clients.add(client);
        }
        hidden |= masqueraded;
        return !before && isSuspected() ? Change.SUSPECTED : Change.NONE;
    }

    private boolean isSuspected() {
        return row >= ROW && (hidden || clients.size() >= CLIENTS);
    }
}
