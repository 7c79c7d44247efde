package io.fairlead.cluster.redis;

import java.nio.charset.StandardCharsets;

/** What scripts are given and answer, as text and numbers. */
final class Bytes {
    private static final byte[] NONE = new byte[0];

    private Bytes() {}

    static byte[] of(String text) {
        return text.isEmpty() ? NONE : text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(long number) {
        return of(Long.toString(number));
    }

    static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }
}
