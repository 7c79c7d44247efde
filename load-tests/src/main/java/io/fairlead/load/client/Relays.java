package io.fairlead.load.client;

import io.fairlead.protocol.address.HostPort;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;

/** Legs of relay sessions, protocol section 9. */
public final class Relays {
    private static final int RELAY_PORT = 21_117;
    private static final int WEB_SOCKET_OFFSET = 2;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(18);

    private Relays() {}

    /**
     * Opens a leg.
     *
     * @param target    the server, whose key is presented
     * @param relay     {@code host[:port]} as the server said; empty = the relay beside the rendezvous server
     * @param uuid      the session
     * @param source    the local address, for TCP
     * @param webSocket whether over WebSocket
     * @return the leg; what it carries is the session's
     * @throws IOException when the relay can't be reached
     */
    public static Wire open(Target target, String relay, String uuid, InetAddress source, boolean webSocket)
            throws IOException {
        HostPort at = relay.isEmpty()
                ? new HostPort(target.host(), target.port() + 1)
                : HostPort.parse(relay, RELAY_PORT);
        Wire wire = webSocket
                ? WebSocketWire.connect(
                        URI.create("ws://" + new HostPort(at.host(), at.port() + WEB_SOCKET_OFFSET) + "/"),
                        CONNECT_TIMEOUT)
                : TcpWire.connect(
                        new InetSocketAddress(at.host(), at.port()),
                        new InetSocketAddress(source, 0),
                        CONNECT_TIMEOUT);
        wire.send(RendezvousMessage.newBuilder()
                .setRequestRelay(RequestRelay.newBuilder().setUuid(uuid).setLicenceKey(target.key()))
                .build());
        return wire;
    }
}
