package io.fairlead.cluster.peer;

import io.fairlead.cluster.OpaqueBytes;
import java.util.Objects;

/**
 * What is kept of a device for ever: who may call itself {@code id}. Protocol section 6.
 *
 * @param id        the device's id, as it chose it
 * @param uuid      its machine id, which works as its secret; never logged
 * @param publicKey its Ed25519 public key, 32 bytes from real clients, empty when it never confirmed one
 * @param ip        the IP address, as text, that it last confirmed its key from; empty when unknown
 */
public record DeviceIdentity(String id, OpaqueBytes uuid, OpaqueBytes publicKey, String ip) {
    /**
     * Checks that no part is missing.
     *
     * @throws NullPointerException when one is
     */
    public DeviceIdentity {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(uuid, "uuid");
        Objects.requireNonNull(publicKey, "publicKey");
        Objects.requireNonNull(ip, "ip");
    }
}
