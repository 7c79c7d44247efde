package io.fairlead.load.stream;

import io.fairlead.load.bench.os.Address;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * How a leg reaches its relay, and how it reads.
 *
 * @param relay              where the relay listens, IPv4, resolved
 * @param webSocketPath      over WebSocket, and by which path; empty = TCP
 * @param source             the leg's own address; {@link Address#ANY} = the system chooses
 * @param readBytesPerSecond reads no faster; 0 = as fast as it comes
 */
public record LegSpec(InetSocketAddress relay, Optional<String> webSocketPath, Address source,
        long readBytesPerSecond) {
    /** Checks the rate. */
    public LegSpec {
        if (readBytesPerSecond < 0) {
            throw new IllegalArgumentException("bytes a second: " + readBytesPerSecond + " (expected: 0 or more)");
        }
    }

    /**
     * A TCP leg that reads as fast as it can.
     *
     * @param relay the relay's port for TCP
     * @return the leg
     */
    public static LegSpec tcp(InetSocketAddress relay) {
        return new LegSpec(relay, Optional.empty(), Address.ANY, 0);
    }

    /**
     * A WebSocket leg without TLS that reads as fast as it can.
     *
     * @param relay the relay's port for WebSocket
     * @param path  such as {@code /} or {@code /ws/relay}
     * @return the leg
     */
    public static LegSpec webSocket(InetSocketAddress relay, String path) {
        return new LegSpec(relay, Optional.of(path), Address.ANY, 0);
    }

    /**
     * The same from another address.
     *
     * @param address the leg's own
     * @return the leg
     */
    public LegSpec from(Address address) {
        return new LegSpec(relay, webSocketPath, address, readBytesPerSecond);
    }

    /**
     * The same, of a reader with a slow line.
     *
     * @param bytesPerSecond more than 0
     * @return the leg
     */
    public LegSpec readingAt(long bytesPerSecond) {
        return new LegSpec(relay, webSocketPath, source, bytesPerSecond);
    }
}
