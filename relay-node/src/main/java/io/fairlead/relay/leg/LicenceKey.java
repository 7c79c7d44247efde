package io.fairlead.relay.leg;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** The key that legs must present, protocol section 9. */
public final class LicenceKey {
    private final byte[] demanded;

    /**
     * Demands a key.
     *
     * @param demanded empty demands none
     */
    public LicenceKey(String demanded) {
        this.demanded = demanded.getBytes(StandardCharsets.UTF_8);
    }

    boolean admits(String presented) {
        return demanded.length == 0
                || MessageDigest.isEqual(demanded, presented.getBytes(StandardCharsets.UTF_8));
    }
}
