package io.fairlead.rendezvous.registration;

import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;

/**
 * Takes the heartbeats among the datagrams of one socket that nothing is new about: a device that is held here sends
 * again from where it did before. All else is for {@link RegistrationService}. Allocates nothing. Used by the thread
 * that receives.
 */
public final class HeartbeatReader {
    /** What becomes of a datagram. */
    public enum Answer {
        /** It is for who reads everything. */
        NONE,
        /** It was a heartbeat, which {@link Heartbeats#known} answers. */
        KNOWN,
        /** As {@link #KNOWN}, and {@link Heartbeats#update} is to follow. */
        KNOWN_AND_UPDATE
    }

    private final HeldDevices devices;
    private final int socket;
    private final int updateSerial;
    private final RegistrationEvents events;
    private final LongSupplier clock;
    private final HeartbeatParser parser = new HeartbeatParser();
    private long now;
    private int taken;

    HeartbeatReader(
            HeldDevices devices, int socket, int updateSerial, RegistrationEvents events, LongSupplier clock) {
        this.devices = devices;
        this.socket = socket;
        this.updateSerial = updateSerial;
        this.events = events;
        this.clock = clock;
        this.now = clock.getAsLong();
    }

    /** Datagrams have been received that are given now, one by one. */
    public void begin() {
        now = clock.getAsLong();
    }

    /**
     * Takes a datagram.
     *
     * @param datagram holds it
     * @param at       where it begins
     * @param length   its length in bytes
     * @param high     the first half of the source's IPv6 address, or that of an IPv4 address mapped into one
     * @param low      the second half
     * @param port     the source's port
     * @return what it is to be answered
     */
    public Answer take(MemorySegment datagram, long at, int length, long high, long low, int port) {
        if (!parser.parse(datagram, at, length)
                || !devices.heard(datagram, parser.idAt(), parser.idLength(), high, low, port, socket, now)) {
            return Answer.NONE;
        }
        taken++;
        return updateSerial > parser.serial() ? Answer.KNOWN_AND_UPDATE : Answer.KNOWN;
    }

    /** All that were received together have been given. */
    public void end() {
        if (taken > 0) {
            events.heartbeats(taken);
            taken = 0;
        }
    }
}
