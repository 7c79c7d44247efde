package io.fairlead.cluster;

import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Immutable bytes that are compared in constant time and never printed: a device's uuid (its secret), its public key, a
 * serialized message.
 */
public final class OpaqueBytes {
    /** No bytes. */
    public static final OpaqueBytes EMPTY = new OpaqueBytes(new byte[0]);

    private final byte[] value;

    private OpaqueBytes(byte[] value) {
        this.value = value;
    }

    /**
     * Copies {@code value}.
     *
     * @param value any length
     * @return the bytes
     */
    public static OpaqueBytes copyOf(byte[] value) {
        return value.length == 0 ? EMPTY : new OpaqueBytes(value.clone());
    }

    /**
     * Gives the bytes out.
     *
     * @return a copy that the caller may change
     */
    public byte[] toByteArray() {
        return value.clone();
    }

    /**
     * Says how many bytes there are.
     *
     * @return the length in bytes
     */
    public int length() {
        return value.length;
    }

    /**
     * Says whether there are none.
     *
     * @return true when the length is 0
     */
    public boolean isEmpty() {
        return value.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OpaqueBytes that && MessageDigest.isEqual(value, that.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "bytes(" + value.length + ")";
    }
}
