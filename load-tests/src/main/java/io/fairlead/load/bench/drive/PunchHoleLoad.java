package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.load.bench.os.Epoll;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.server.Server;
import io.fairlead.protocol.message.PunchHole;
import io.fairlead.protocol.message.PunchHoleResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Introductions, one after the other of so many at once: as fast as they are answered, or evenly spaced and each timed
 * from when it was due. Both sides are here, and the devices' heartbeats go on.
 */
final class PunchHoleLoad {
    private static final int BUFFER = 4 * 1024 * 1024;
    private static final int LONGEST = 64 * 1024;
    /** Begun in one pass at most, so that what comes in meanwhile is not kept waiting. */
    private static final int BURST = 8;
    private static final long UDP_TAG = Long.MAX_VALUE;
    private static final long LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A client would ask again by then. */
    private static final long LOST_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(50);
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Server server;
    private final Sources sources;
    private final Devices devices;
    private final PunchHoleWay way;
    private final Pacing pacing;
    private final PunchHoleMessages messages;
    private final boolean[] busy;
    private final int[] asked;
    private final long[] since;
    private final Deque<Integer> free = new ArrayDeque<>();
    private final Delays delays = new Delays();
    private long begun;
    private long windowDone;
    private long windowPasses;
    private long windowIdle;
    private long lost;

    /** The devices are registered, or offline where they are to be. */
    PunchHoleLoad(Server server, Sources sources, Devices devices, PunchHoleWay way, Pacing pacing, int atOnce) {
        this.server = server;
        this.sources = sources;
        this.devices = devices;
        this.way = way;
        this.pacing = pacing;
        this.messages = new PunchHoleMessages(server);
        this.busy = new boolean[atOnce];
        this.asked = new int[atOnce];
        this.since = new long[atOnce];
        for (int slot = 0; slot < atOnce; slot++) {
            free.add(slot);
        }
    }

    /** What one run has at hand. */
    private record Hands(LinuxSockets sockets, Epoll epoll, PunchHoleSlots slots, int udp, DatagramBatch incoming,
            HeartbeatRound heartbeats, MemorySegment buffer, List<byte[]> requests) {}

    /** Runs until the window is over, and then until what is under way is answered or lost. */
    void run(CpuWindow window) throws IOException {
        try (Arena arena = Arena.ofConfined(); LinuxSockets sockets = new LinuxSockets()) {
            int udp = sockets.udp(Address.ANY, BUFFER);
            try (Epoll epoll = new Epoll(sockets);
                    PunchHoleSlots slots = new PunchHoleSlots(sockets, epoll, arena, server, sources, way.fresh(),
                            busy.length)) {
                epoll.add(udp, Epoll.IN, UDP_TAG);
                List<byte[]> requests = new ArrayList<>(devices.count());
                for (int i = 0; i < devices.count(); i++) {
                    requests.add(messages.request(devices.first() + i));
                }
                HeartbeatRound heartbeats = new HeartbeatRound(sockets, arena, server, sources, devices);
                Hands hands = new Hands(sockets, epoll, slots, udp, new DatagramBatch(sockets), heartbeats,
                        arena.allocate(LONGEST), requests);
                if (way != PunchHoleWay.REFUSED) {
                    heartbeats.allAnswered(udp);
                }
                drive(window, hands);
                long deadline = System.nanoTime() + LOST_NANOS;
                while (free.size() < busy.length && System.nanoTime() - deadline < 0) {
                    pass(hands);
                }
            } finally {
                sockets.close(udp);
            }
        }
    }

    private void drive(CpuWindow window, Hands hands) throws IOException {
        pacing.start(System.nanoTime() + LEAD_NANOS);
        long swept = System.nanoTime();
        while (!window.closes(windowDone)) {
            long now = System.nanoTime();
            if (window.opens(now)) {
                delays.clear();
                pacing.clear();
                windowDone = 0;
                windowPasses = 0;
                windowIdle = 0;
            }
            int started = begin(hands, now);
            int ready = pass(hands);
            windowPasses++;
            windowIdle += started + ready == 0 ? 1 : 0;
            if (now - swept > SWEEP_NANOS) {
                swept = now;
                sweep(hands.slots(), now);
                if (way != PunchHoleWay.REFUSED) {
                    hands.heartbeats().send(hands.udp(), now, HEARTBEAT_NANOS);
                }
            }
        }
    }

    private int begin(Hands hands, long now) throws IOException {
        long room = Math.min(BURST, Math.min(free.size(), pacing.due(now, begun)));
        for (int i = 0; i < room; i++) {
            int slot = free.remove();
            // A connection that stays is always the same device's.
            int number = (int) ((way.fresh() ? begun : slot) % devices.count());
            busy[slot] = true;
            asked[slot] = devices.first() + number;
            since[slot] = pacing.begin(now, begun, 1);
            begun++;
            hands.slots().ask(slot, hands.requests().get(number));
        }
        return (int) room;
    }

    private int pass(Hands hands) throws IOException {
        int ready = hands.epoll().poll();
        for (int i = 0; i < ready; i++) {
            long tag = hands.epoll().tag(i);
            int mask = hands.epoll().mask(i);
            if (tag == UDP_TAG) {
                receivePushes(hands);
                continue;
            }
            if ((mask & Epoll.OUT) != 0) {
                hands.slots().connected(tag);
            }
            if ((mask & ~Epoll.OUT) != 0 && (tag & 1) == 0) {
                receiveAnswer(hands, (int) (tag >> 1));
            }
        }
        return ready;
    }

    private void receivePushes(Hands hands) throws IOException {
        DatagramBatch incoming = hands.incoming();
        int received = incoming.receive(hands.udp());
        for (int i = 0; i < received; i++) {
            RendezvousMessage message = RendezvousMessage.parseFrom(incoming.bytes(i));
            if (message.hasRegisterPeerResponse() && !message.getRegisterPeerResponse().getRequestPk()) {
                continue;
            }
            if (!message.hasPunchHole()) {
                throw new IOException(server.name() + ": a device was told " + message.getUnionCase());
            }
            PunchHole push = message.getPunchHole();
            int device = sources.number(incoming.destination(i));
            int slot = hands.slots().slot(messages.requester(push));
            // A push for one that was given up is late, and nobody's fault but the server's.
            if (slot >= 0 && slot < busy.length && busy[slot] && asked[slot] == device) {
                hands.slots().answer(slot, messages.sent(device, push), device);
            }
        }
    }

    private void receiveAnswer(Hands hands, int slot) throws IOException {
        int descriptor = hands.slots().requesterDescriptor(slot);
        if (descriptor == PunchHoleSlots.NONE) {
            return;
        }
        long result = hands.sockets().receive(descriptor, hands.buffer().address(), LONGEST);
        if (result == LinuxSockets.AGAIN) {
            return;
        }
        if (result <= 0) {
            throw new IOException(server.name() + ": a requester's connection ended: error " + -result);
        }
        Optional<PunchHoleResponse> answer = messages
                .answer(hands.buffer().asSlice(0, result).toArray(ValueLayout.JAVA_BYTE));
        if (answer.isEmpty()) {
            return;
        }
        if (!busy[slot]) {
            throw new IOException(server.name() + ": an answer to nothing that was asked");
        }
        if (way == PunchHoleWay.REFUSED) {
            messages.checkRefusal(answer.get());
        } else {
            messages.checkIntroduction(answer.get(), asked[slot], sources.ip(asked[slot]));
        }
        delays.add(System.nanoTime() - since[slot]);
        windowDone++;
        hands.slots().end(slot);
        busy[slot] = false;
        free.add(slot);
    }

    private void sweep(PunchHoleSlots slots, long now) {
        for (int slot = 0; slot < busy.length; slot++) {
            if (busy[slot] && now - since[slot] > LOST_NANOS) {
                lost++;
                slots.abort(slot);
                busy[slot] = false;
                free.add(slot);
            }
        }
    }

    /** Answered while it was measured. */
    long windowDone() {
        return windowDone;
    }

    /** Not answered in time, in the whole run. */
    long lost() {
        return lost;
    }

    Delays delays() {
        return delays;
    }

    /** How often the generator had nothing to do: where this is 0, the generator is what limits. */
    double idlePercent() {
        return windowPasses == 0 ? 0 : 100.0 * windowIdle / windowPasses;
    }
}
