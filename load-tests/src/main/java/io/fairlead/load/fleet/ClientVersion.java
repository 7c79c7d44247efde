package io.fairlead.load.fleet;

import java.time.Duration;

/** Which clients devices are: installations are of several ages. Protocol sections 6 and 15. */
public enum ClientVersion {
    /** Sends every 15 s. */
    CURRENT("1.4.3", Duration.ofSeconds(15)),
    /** Sends every 12 s, and says no version, for which it gets no signed key. */
    OLDER("", Duration.ofSeconds(12));

    private final String text;
    private final Duration heartbeat;

    ClientVersion(String text, Duration heartbeat) {
        this.text = text;
        this.heartbeat = heartbeat;
    }

    /**
     * Says what it calls itself.
     *
     * @return as in its messages; empty when it says nothing
     */
    public String text() {
        return text;
    }

    /**
     * Says how old the last answer gets before it sends again.
     *
     * @return by UDP
     */
    public Duration heartbeat() {
        return heartbeat;
    }
}
