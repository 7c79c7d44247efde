package io.fairlead.cluster.peer;

import io.fairlead.cluster.OpaqueBytes;
import java.net.InetAddress;
import java.util.Objects;

/**
 * What is kept of a device for ever: who may call itself {@code id}. Protocol section 6.
 *
 * @param id        the device's id, as it chose it
 * @param uuid      its machine id, which works as its secret; never logged
 * @param publicKey its Ed25519 public key, 32 bytes from real clients, empty when it never confirmed one
 * @param ip        the IP address, as text, that it last confirmed its key from; empty when unknown. Each address has
 *                  one text here, whoever wrote it: RFC 5952, without a zone, IPv4 where it was mapped into IPv6
 */
public record DeviceIdentity(String id, OpaqueBytes uuid, OpaqueBytes publicKey, String ip) {
    /**
     * Checks that no part is missing and gives {@code ip} its one text; what is no address stays as it is.
     *
     * @throws NullPointerException when one is
     */
    public DeviceIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(publicKey, "publicKey");
        ip = IpText.canonical(Objects.requireNonNull(ip, "ip"));
    }

    /**
     * Writes an address as {@link #ip} does.
     *
     * @param address the address
     * @return its one text
     */
    public static String ipText(InetAddress address) {
        return IpText.canonical(address.getHostAddress());
    }

    /**
     * Says whether the device last confirmed its key from an address.
     *
     * @param address the address
     * @return true when it did; false when it was another one or is unknown
     */
    public boolean confirmedFrom(InetAddress address) {
        return ip.equals(ipText(address));
    }
}
