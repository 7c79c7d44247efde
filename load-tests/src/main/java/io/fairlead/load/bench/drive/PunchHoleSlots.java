package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.server.Server;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/**
 * The connections of introductions under way: each place has one of the requester and one of the device. A frame is
 * sent at once where the connection is made at once, else when it is. Tags of the epoll: even ones are requesters'.
 */
final class PunchHoleSlots implements AutoCloseable {
    static final int NONE = -1;

    private static final int FRAME = 512;
    /** Requesters come from these, behind all devices. */
    private static final int FIRST_SOURCE = 4_000_000;
    /** Each place has so many addresses, so that ports which wait for the end of a connection are no bound. */
    private static final int SOURCES_EACH = 16;

    private final LinuxSockets sockets;
    private final Epoll epoll;
    private final Address server;
    private final String name;
    private final Sources sources;
    private final boolean fresh;
    private final MemorySegment frames;
    private final int[] lengths;
    private final int[] descriptors;
    private final int[] uses;

    PunchHoleSlots(LinuxSockets sockets, Epoll epoll, Arena arena, Server server, Sources sources, boolean fresh,
            int count) {
        this.sockets = sockets;
        this.epoll = epoll;
        this.server = server.at();
        this.name = server.name();
        this.sources = sources;
        this.fresh = fresh;
        this.frames = arena.allocate(2L * count * FRAME);
        this.lengths = new int[2 * count];
        this.descriptors = new int[2 * count];
        this.uses = new int[count];
        Arrays.fill(descriptors, NONE);
    }

    private static int requester(int slot) {
        return 2 * slot;
    }

    private static int device(int slot) {
        return 2 * slot + 1;
    }

    /** Which place a requester's address is of; out of range when it is none of ours. */
    int slot(Address requester) {
        int number = sources.number(requester.ip()) - FIRST_SOURCE;
        return number < 0 ? NONE : number / SOURCES_EACH;
    }

    /** The descriptor of a requester. */
    int requesterDescriptor(int slot) {
        return descriptors[requester(slot)];
    }

    /** Sends a requester's frame. */
    void ask(int slot, byte[] frame) throws IOException {
        int number = FIRST_SOURCE + slot * SOURCES_EACH;
        if (descriptors[requester(slot)] == NONE) {
            number += uses[slot]++ % SOURCES_EACH;
        }
        put(requester(slot), frame, sources.address(number));
    }

    /** Sends a device's frame, from its address. */
    void answer(int slot, byte[] frame, int deviceNumber) throws IOException {
        put(device(slot), frame, sources.address(deviceNumber));
    }

    private void put(int end, byte[] frame, Address from) throws IOException {
        if (frame.length > FRAME) {
            throw new IllegalArgumentException("frame: " + frame.length + " (expected: at most " + FRAME + ")");
        }
        MemorySegment.copy(frame, 0, frames, ValueLayout.JAVA_BYTE, (long) end * FRAME, frame.length);
        lengths[end] = frame.length;
        boolean begun = descriptors[end] == NONE;
        if (begun) {
            descriptors[end] = sockets.beginConnect(server, from);
        }
        boolean sent = send(end);
        if (begun) {
            watch(end, sent);
        } else if (!sent) {
            throw new IOException(name + ": a connection takes nothing");
        }
    }

    private void watch(int end, boolean sent) throws IOException {
        if (isRequester(end)) {
            epoll.add(descriptors[end], sent ? Epoll.IN : Epoll.IN | Epoll.OUT, end);
        } else if (!sent) {
            epoll.add(descriptors[end], Epoll.OUT, end);
        }
    }

    private static boolean isRequester(int end) {
        return (end & 1) == 0;
    }

    /** What was not sent when it was put is sent now that the connection is there. */
    void connected(long tag) throws IOException {
        int end = (int) tag;
        if (descriptors[end] == NONE) {
            return;
        }
        int descriptor = descriptors[end];
        if (lengths[end] > 0 && !send(end)) {
            return;
        }
        if (isRequester(end)) {
            epoll.change(descriptor, Epoll.IN, tag);
        } else if (descriptors[end] != NONE) {
            epoll.remove(descriptor);
        }
    }

    private boolean send(int end) throws IOException {
        long result = sockets.send(descriptors[end], frames.address() + (long) end * FRAME, lengths[end]);
        if (result == LinuxSockets.AGAIN) {
            return false;
        }
        if (result != lengths[end]) {
            throw new IOException(name + ": a frame cannot be sent: error " + -result);
        }
        lengths[end] = 0;
        if (fresh && !isRequester(end)) {
            // As clients do: the port is wanted for listening.
            drop(end);
        }
        return true;
    }

    /** Ends what an introduction has had; connections that stay do so. */
    void end(int slot) {
        if (fresh) {
            abort(slot);
        }
    }

    /** Ends both connections. */
    void abort(int slot) {
        drop(requester(slot));
        drop(device(slot));
    }

    private void drop(int end) {
        if (descriptors[end] != NONE) {
            sockets.close(descriptors[end]);
            descriptors[end] = NONE;
        }
    }

    @Override
    public void close() {
        for (int end = 0; end < descriptors.length; end++) {
            drop(end);
        }
    }
}
