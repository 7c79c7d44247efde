package io.fairlead.rendezvous.connect;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The key that clients must present, protocol section 8 rule 1. */
final class LicenceKey {
    private final byte[] demanded;

    /** Empty text demands none. */
    LicenceKey(String demanded) {
        this.demanded = demanded.getBytes(StandardCharsets.UTF_8);
    }

    boolean admits(String presented) {
        return demanded.length == 0
                || MessageDigest.isEqual(demanded, presented.getBytes(StandardCharsets.UTF_8));
    }
}
