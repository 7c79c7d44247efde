package io.fairlead.protocol.net;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for clients whose own is unknown because a proxy tells the address alone. Answers come back to clients by
 * address and port, so no two connections of one address may have the same. Safe for use by any thread.
 */
public final class ClientPorts {
    private static final int LOWEST = 1024;
    private static final int HIGHEST = 65_535;

    private final Set<InetSocketAddress> taken = ConcurrentHashMap.newKeySet();

    /** None is taken yet. */
    public ClientPorts() {}

    /**
     * Takes a port for as long as a connection lives.
     *
     * @param client where the client is
     * @param hint   tried first: the proxy's own port, which few other connections have
     * @param channel the connection
     * @return the client's address with a port that no other connection here has
     */
    public InetSocketAddress take(InetAddress client, int hint, Channel channel) {
        InetSocketAddress address = new InetSocketAddress(client, hint);
        // More connections from one address than there are ports would loop; file descriptors end long before.
        while (!taken.add(address)) {
            address = new InetSocketAddress(client, ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1));
        }
        InetSocketAddress own = address;
        channel.closeFuture().addListener(_ -> taken.remove(own));
        return own;
    }
}
