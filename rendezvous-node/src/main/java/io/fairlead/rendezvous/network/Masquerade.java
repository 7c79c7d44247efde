package io.fairlead.rendezvous.network;

import java.util.Locale;

/** Whether one address of a network stands for many strangers, as behind a bridge or a proxy that hides them. */
public enum Masquerade {
    /** It does. */
    TRUE,
    /** It does as soon as many devices are seen at one address that is not public. */
    AUTO,
    /** It never does: whoever shares an address is at one site. */
    FALSE;

    /**
     * Names it in configuration and logs.
     *
     * @return lower case
     */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
