package io.fairlead.cluster.redis;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Route;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A route as one field: transport, port (2 bytes), length of the address, address, node id. It is that short because a
 * hash needs three times the memory as soon as one of its values has more than 64 bytes.
 */
final class RouteField {
    private static final int HEAD = 4;

    private RouteField() {}

    static byte[] of(String nodeId, Transport transport, InetSocketAddress observed) {
        byte[] address = observed.getAddress().getAddress();
        byte[] node = nodeId.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(HEAD + address.length + node.length)
                .put((byte) letter(transport)).putShort((short) observed.getPort())
                .put((byte) address.length).put(address).put(node).array();
    }

    /** The node alone; empty when this is no route. */
    static Optional<String> node(byte[] field) {
        int begin = field.length < HEAD ? field.length + 1 : HEAD + field[3];
        return begin > field.length || field[3] < 0
                ? Optional.empty()
                : Optional.of(new String(field, begin, field.length - begin, StandardCharsets.UTF_8));
    }

    /** The route; empty when this is none that this version can read. */
    static Optional<Route> read(byte[] field, long fence) {
        Optional<String> node = node(field);
        Optional<Transport> transport = node.isEmpty() ? Optional.empty() : transport((char) field[0]);
        if (transport.isEmpty()) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(field, 1, field.length - 1);
        int port = Short.toUnsignedInt(in.getShort());
        byte[] address = new byte[in.get()];
        in.get(address);
        try {
            return Optional.of(new Route(node.get(), transport.get(),
                    new InetSocketAddress(InetAddress.getByAddress(address), port), fence));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    private static char letter(Transport transport) {
        return switch (transport) {
            case UDP -> 'U';
            case TCP -> 'T';
            case WEBSOCKET -> 'W';
        };
    }

    private static Optional<Transport> transport(char letter) {
        for (Transport transport : Transport.values()) {
            if (letter(transport) == letter) {
                return Optional.of(transport);
            }
        }
        return Optional.empty();
    }
}
