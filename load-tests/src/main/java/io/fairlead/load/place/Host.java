package io.fairlead.load.place;

import io.fairlead.load.client.TcpWire;
import io.fairlead.load.client.UdpWire;
import io.fairlead.load.lab.Namespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import java.time.Duration;

/** A machine in a place: a namespace with addresses. Sockets can be opened there. Safe for use by any thread. */
public final class Host {
    private final String name;
    private final Namespace namespace;
    private final String v4;
    private final String v6;

    Host(String name, Namespace namespace, String v4, String v6) {
        this.name = name;
        this.namespace = namespace;
        this.v4 = v4;
        this.v6 = v6;
    }

    /**
     * Gives the namespace, to start programs in.
     *
     * @return which is its own
     */
    public Namespace namespace() {
        return namespace;
    }

    /**
     * Gives its IPv4 address.
     *
     * @return empty when it has none
     */
    public String v4() {
        return v4;
    }

    /**
     * Lets nobody begin a TCP connection with it, not even by a punched hole, as many a desktop's firewall does.
     *
     * @throws IOException when the rules cannot be made
     */
    public void wall() throws IOException {
        Cables.nft(namespace, """
                table inet wall {
                    chain input {
                        type filter hook input priority filter; policy accept;
                        tcp flags & (syn | ack) == syn drop
                    }
                }
                """);
    }

    /** Where sockets to an address come from: any port. */
    private InetSocketAddress source(InetAddress to) throws IOException {
        String own = to.getAddress().length == 4 ? v4 : v6;
        if (own.isEmpty()) {
            throw new IOException(name + " has no address of the family of " + to.getHostAddress());
        }
        // A host with several interfaces takes the one that leads there.
        return new InetSocketAddress(to.getAddress().length == 4 ? "0.0.0.0" : "::", 0);
    }

    TcpWire connect(InetSocketAddress to, Duration timeout) throws IOException {
        return connect(to, source(to.getAddress()), timeout);
    }

    TcpWire connect(InetSocketAddress to, InetSocketAddress from, Duration timeout) throws IOException {
        return namespace.call(() -> TcpWire.connect(to, from, timeout));
    }

    UdpWire datagrams(InetSocketAddress to) throws IOException {
        return namespace.call(() -> new UdpWire(to, source(to.getAddress())));
    }

    /** Listens where a connection comes from that is still open. */
    ServerSocket listen(InetSocketAddress at) throws IOException {
        return namespace.call(() -> {
            ServerSocket listening = new ServerSocket();
            try {
                listening.setReuseAddress(true);
                listening.setOption(StandardSocketOptions.SO_REUSEPORT, true);
                listening.bind(at);
                return listening;
            } catch (IOException e) {
                listening.close();
                throw e;
            }
        });
    }

    /** Names it. */
    @Override
    public String toString() {
        return name;
    }
}
