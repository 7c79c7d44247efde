package io.fairlead.rendezvous.network;

import java.net.InetAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ObjIntConsumer;

/**
 * Finds private addresses at which many devices are seen: masquerading gateways, such as a container bridge, a proxy or
 * a cluster's node. One machine has one device, and behind a public address there may be an ordinary office, so only
 * addresses that are not public count; loopback does not, where whoever tests a server has all his devices. An address
 * once found stays so, as its devices come and go. Safe for use by any thread.
 */
public final class Crowds {
    /** More private addresses than that are no gateways, but somebody's attempt to fill the memory. */
    private static final int MOST = 4096;

    private final int many;
    private final ObjIntConsumer<InetAddress> found;
    private final ConcurrentMap<InetAddress, Integer> devices = new ConcurrentHashMap<>();
    private final Set<InetAddress> crowded = ConcurrentHashMap.newKeySet();

    /**
     * Has seen nobody.
     *
     * @param many  so many devices are a crowd; 0 = no number is
     * @param found told once of each address found, with the number of its devices; must return at once
     */
    public Crowds(int many, ObjIntConsumer<InetAddress> found) {
        this.many = many;
        this.found = found;
    }

    private boolean counts(InetAddress address) {
        return many > 0 && !address.isLoopbackAddress() && PrivateAddresses.contain(address);
    }

    /**
     * One more device is seen at an address.
     *
     * @param address any
     */
    public void joined(InetAddress address) {
        if (!counts(address)) {
            return;
        }
        int now = devices.merge(address, 1, Integer::sum);
        if (now >= many && crowded.size() < MOST && crowded.add(address)) {
            found.accept(address, now);
        }
    }

    /**
     * A device is not seen at an address any more.
     *
     * @param address of a device that {@link #joined}
     */
    public void left(InetAddress address) {
        if (counts(address)) {
            devices.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /**
     * Says whether an address was found.
     *
     * @param address any
     * @return true once many devices have been seen there
     */
    public boolean isCrowded(InetAddress address) {
        return crowded.contains(address);
    }
}
