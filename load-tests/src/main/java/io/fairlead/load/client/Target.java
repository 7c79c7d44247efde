package io.fairlead.load.client;

import java.net.InetSocketAddress;
import java.net.URI;

/**
 * A server, as a client is told it.
 *
 * @param host a name or an IP address
 * @param port the rendezvous port P; the others follow from it, protocol section 1
 * @param key  the server's public key in base64; empty = none is presented and nothing is verified
 */
public record Target(String host, int port, String key) {
    /**
     * The rendezvous port.
     *
     * @return P, resolved
     */
    public InetSocketAddress rendezvous() {
        return new InetSocketAddress(host, port);
    }

    /**
     * The second port of the NAT test, and of the online query.
     *
     * @return P-1, resolved
     */
    public InetSocketAddress natTest() {
        return new InetSocketAddress(host, port - 1);
    }

    /**
     * The relay beside the rendezvous server.
     *
     * @return P+1, resolved
     */
    public InetSocketAddress relay() {
        return new InetSocketAddress(host, port + 1);
    }

    /**
     * The rendezvous server over WebSocket.
     *
     * @return P+2
     */
    public URI rendezvousWebSocket() {
        return webSocket(port + 2);
    }

    /**
     * The relay over WebSocket.
     *
     * @return P+3
     */
    public URI relayWebSocket() {
        return webSocket(port + 3);
    }

    private URI webSocket(int at) {
        return URI.create("ws://" + (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + at + "/");
    }
}
