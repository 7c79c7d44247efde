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

    private final DeviceTable devices;
    private final int socket;
    private final int updateSerial;
    private final RegistrationEvents events;
    private final LongSupplier clock;
    private final HeartbeatParser parser = new HeartbeatParser();
    private final long[] hashes;
    private final long[] idsAt;
    /** 0 = what was read is no heartbeat. */
    private final int[] idLengths;
    private final int[] serials;
    private final int[] guesses;
    private int fetched;
    private long now;
    private int taken;

    HeartbeatReader(DeviceTable devices, int socket, int updateSerial, RegistrationEvents events, LongSupplier clock,
            int most) {
        this.devices = devices;
        this.socket = socket;
        this.updateSerial = updateSerial;
        this.events = events;
        this.clock = clock;
        this.now = clock.getAsLong();
        this.hashes = new long[most];
        this.idsAt = new long[most];
        this.idLengths = new int[most];
        this.serials = new int[most];
        this.guesses = new int[most];
    }

    /** Datagrams have been received that are read now, one by one, and then taken. */
    public void begin() {
        now = clock.getAsLong();
    }

    /**
     * Reads a datagram.
     *
     * @param index    the number that it has until it is taken, from 0 on
     * @param datagram holds it, unchanged until then
     * @param at       where it begins
     * @param length   its length in bytes
     */
    public void read(int index, MemorySegment datagram, long at, int length) {
        if (!parser.parse(datagram, at, length)) {
            idLengths[index] = 0;
            return;
        }
        long hash = devices.hash(datagram, parser.idAt(), parser.idLength());
        hashes[index] = hash;
        idsAt[index] = parser.idAt();
        idLengths[index] = parser.idLength();
        serials[index] = parser.serial();
        guesses[index] = devices.guess(hash);
    }

    /**
     * Has all that is known of the devices that were read fetched from memory at the same time. Where some tens are
     * taken together a heartbeat costs a seventh less so: else each would be waited for.
     *
     * @param count datagrams that were read, with the numbers from 0 on
     */
    public void fetch(int count) {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (idLengths[i] > 0) {
                sum ^= devices.fetch(hashes[i], guesses[i]);
            }
        }
        fetched = sum;
    }

    /** What was fetched, mixed: 0 when nothing was. That somebody can ask keeps the compiler from leaving it out. */
    int fetched() {
        return fetched;
    }

    /**
     * Takes a datagram.
     *
     * @param index    its number
     * @param datagram holds it
     * @param high     the first half of the source's IPv6 address, or that of an IPv4 address mapped into one
     * @param low      the second half
     * @param port     the source's port
     * @return what it is to be answered
     */
    public Answer take(int index, MemorySegment datagram, long high, long low, int port) {
        int length = idLengths[index];
        if (length == 0 || !devices.heard(hashes[index], datagram, idsAt[index], length, high, low, port, socket, now,
                HeldDevices.ELSEWHERE_NANOS)) {
            return Answer.NONE;
        }
        taken++;
        return updateSerial > serials[index] ? Answer.KNOWN_AND_UPDATE : Answer.KNOWN;
    }

    /** All that were received together have been given. */
    public void end() {
        if (taken > 0) {
            events.heartbeats(taken);
            taken = 0;
        }
    }
}
