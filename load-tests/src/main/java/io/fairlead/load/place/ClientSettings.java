package io.fairlead.load.place;

import io.fairlead.protocol.address.HostPort;

/**
 * What the user of a client has entered, and what its names mean.
 *
 * @param idServer   {@code host[:port]}
 * @param key        the server's public key in base64; empty = none
 * @param names      what names mean where the client is
 * @param ownRelay   the user's own relay server, {@code host[:port]}; empty = none
 * @param webSocket  whether the client uses WebSocket, to server and relay
 * @param forceRelay whether the user wants a relay always
 */
public record ClientSettings(
        String idServer, String key, Names names, String ownRelay, boolean webSocket, boolean forceRelay) {
    private static final int DEFAULT_PORT = 21_116;

    /**
     * The settings of most users.
     *
     * @param idServer {@code host[:port]}
     * @param key      the server's public key in base64
     * @param names    what names mean where the client is
     * @return without any choice beside these
     */
    public static ClientSettings of(String idServer, String key, Names names) {
        return new ClientSettings(idServer, key, names, "", false, false);
    }

    /**
     * Enters a relay server.
     *
     * @param relay {@code host[:port]}
     * @return other settings
     */
    public ClientSettings withOwnRelay(String relay) {
        return new ClientSettings(idServer, key, names, relay, webSocket, forceRelay);
    }

    /**
     * Switches to WebSocket.
     *
     * @return other settings
     */
    public ClientSettings overWebSocket() {
        return new ClientSettings(idServer, key, names, ownRelay, true, forceRelay);
    }

    /**
     * Insists on a relay.
     *
     * @return other settings
     */
    public ClientSettings forcingRelay() {
        return new ClientSettings(idServer, key, names, ownRelay, webSocket, true);
    }

    HostPort server() {
        return HostPort.parse(idServer, DEFAULT_PORT);
    }

    /** The relay that a client takes that was told none and has none of its own: its ID server's, one port further. */
    String besideServer() {
        return new HostPort(server().host(), server().port() + 1).toString();
    }
}
