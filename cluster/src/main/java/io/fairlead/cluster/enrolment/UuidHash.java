package io.fairlead.cluster.enrolment;

import io.fairlead.cluster.OpaqueBytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A uuid works as its device's secret, so operators' lists hold its SHA-256 instead. */
public final class UuidHash {
    private UuidHash() {}

    /**
     * Hashes a uuid.
     *
     * @param uuid as the device sent it
     * @return 64 hexadecimal digits in lower case
     */
    public static String of(OpaqueBytes uuid) {
        return of(uuid.toByteArray());
    }

    /**
     * Hashes a uuid that is text, as most are.
     *
     * @param uuid the machine id
     * @return 64 hexadecimal digits in lower case
     */
    public static String of(String uuid) {
        return of(uuid.getBytes(StandardCharsets.UTF_8));
    }

    private static String of(byte[] uuid) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(uuid));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
