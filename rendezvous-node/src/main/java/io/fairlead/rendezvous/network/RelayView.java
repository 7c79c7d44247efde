package io.fairlead.rendezvous.network;

import io.fairlead.protocol.address.HostPort;
import java.util.Optional;

/**
 * A relay as it is reached from one network.
 *
 * @param address   {@code host[:port]} as the operator wrote it, port 21117 when absent
 * @param webSocket the host name for clients on WebSocket, who need a name for TLS; empty = they get {@code address}
 */
public record RelayView(String address, Optional<String> webSocket) {
    /**
     * Checks that both are addresses.
     *
     * @throws IllegalArgumentException when one is not; the message names it
     */
    public RelayView {
        HostPort.parse(address, RelayName.DEFAULT_PORT);
        webSocket.ifPresent(host -> HostPort.parse(host, RelayName.DEFAULT_PORT));
    }

    /**
     * A relay without a name for clients on WebSocket.
     *
     * @param address {@code host[:port]}
     */
    public RelayView(String address) {
        this(address, Optional.empty());
    }

    String forClient(boolean overWebSocket) {
        return overWebSocket ? webSocket.orElse(address) : address;
    }

    boolean isCalled(RelayName name) {
        return RelayName.of(address).filter(name::equals).isPresent()
                || webSocket.flatMap(RelayName::of).filter(name::equals).isPresent();
    }
}
