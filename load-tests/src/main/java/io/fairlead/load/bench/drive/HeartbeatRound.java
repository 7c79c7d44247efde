package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.server.Server;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/** Keeps devices online while other things are asked of the server: each sends a heartbeat in so many seconds. */
final class HeartbeatRound {
    private static final int SLOT = 32;
    private static final int AT_ONCE = 32;
    private static final long AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Server server;
    private final Sources sources;
    private final Devices devices;
    private final DatagramText text;
    private final DatagramBatch outgoing;
    private final DatagramBatch incoming;
    private long sent;
    private long began;

    HeartbeatRound(LinuxSockets sockets, Arena arena, Server server, Sources sources, Devices devices) {
        this.server = server;
        this.sources = sources;
        this.devices = devices;
        this.text = new DatagramText(arena, devices.count(), SLOT,
                number -> DeviceIds.registerPeer(devices.first() + number));
        this.outgoing = new DatagramBatch(sockets);
        this.incoming = new DatagramBatch(sockets);
    }

    /** Sends one of each device and waits until all are answered. */
    void allAnswered(int udp) throws IOException {
        BitSet answered = new BitSet(devices.count());
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (answered.cardinality() < devices.count()) {
            int count = 0;
            for (int i = answered.nextClearBit(0); i < devices.count()
                    && count < AT_ONCE; i = answered.nextClearBit(i + 1)) {
                put(count++, i);
            }
            outgoing.send(udp, count);
            awaitAnswers(udp, answered, Math.min(devices.count(), answered.cardinality() + count));
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(server.name() + ": heartbeats of " + answered.cardinality() + " devices of "
                        + devices.count() + " were answered");
            }
        }
        began = System.nanoTime();
        sent = 0;
    }

    private void awaitAnswers(int udp, BitSet answered, int wanted) throws IOException {
        long deadline = System.nanoTime() + AGAIN_NANOS;
        while (answered.cardinality() < wanted && System.nanoTime() - deadline < 0) {
            int received = incoming.receive(udp);
            for (int i = 0; i < received; i++) {
                RendezvousMessage message = RendezvousMessage.parseFrom(incoming.bytes(i));
                int number = sources.number(incoming.destination(i)) - devices.first();
                // What is left of an earlier run may come too.
                if (message.hasRegisterPeerResponse()) {
                    if (message.getRegisterPeerResponse().getRequestPk()) {
                        throw new IOException(server.name() + ": does not know device " + number);
                    }
                    answered.set(number);
                }
            }
        }
    }

    /** Sends what is due, when each device has one in so long. Answers come to whoever receives. */
    void send(int udp, long now, long everyNanos) throws IOException {
        long due = (long) ((double) (now - began) / everyNanos * devices.count());
        int count = (int) Math.min(DatagramBatch.MOST, due - sent);
        for (int i = 0; i < count; i++) {
            put(i, (int) ((sent + i) % devices.count()));
        }
        if (count > 0) {
            sent += outgoing.send(udp, count);
        }
    }

    private void put(int index, int number) {
        text.put(outgoing, index, server.at(), sources.ip(devices.first() + number), number);
    }
}
