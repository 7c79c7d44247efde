package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.server.Server;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.concurrent.TimeUnit;

/**
 * Heartbeats of registered devices, one device after the other, each from its own address: evenly spaced, or as fast as
 * they are answered with so many in flight.
 */
final class HeartbeatLoad {
    private static final int SLOT = 32;
    private static final int BUFFER = 8 * 1024 * 1024;
    /** What is not answered by then is lost. */
    private static final long LOST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** RegisterPeerResponse without anything in it: the device is known, protocol section 6. */
    private static final byte[] KNOWN = {0x3a, 0x00};

    private final Server server;
    private final Sources sources;
    private final int devices;
    private final Pacing pacing;
    private final int inFlight;
    private long sent;
    private long answered;
    private long lost;
    private long windowAnswered;

    /** Without a pace, a flood. */
    HeartbeatLoad(Server server, Sources sources, int devices, Pacing pacing, int inFlight) {
        this.server = server;
        this.sources = sources;
        this.devices = devices;
        this.pacing = pacing;
        this.inFlight = inFlight;
    }

    /**
     * Runs until the window is over, and then until what is in flight is answered or lost.
     *
     * @param from the port of all devices; 0 = any
     * @return the port that they had
     */
    int run(CpuWindow window, int from) throws IOException {
        try (Arena arena = Arena.ofConfined(); LinuxSockets sockets = new LinuxSockets()) {
            DatagramText text = new DatagramText(arena, devices, SLOT, DeviceIds::registerPeer);
            int socket = sockets.udp(new Address(Address.ANY.ip(), from), BUFFER);
            try {
                DatagramBatch outgoing = new DatagramBatch(sockets);
                DatagramBatch incoming = new DatagramBatch(sockets);
                drive(window, socket, outgoing, incoming, text);
                long deadline = System.nanoTime() + LOST_NANOS;
                while (answered < sent - lost && System.nanoTime() - deadline < 0) {
                    receive(incoming, socket);
                }
                lost += sent - lost - answered;
                return sockets.local(socket).port();
            } finally {
                sockets.close(socket);
            }
        }
    }

    private void drive(CpuWindow window, int socket, DatagramBatch outgoing, DatagramBatch incoming, DatagramText text)
            throws IOException {
        pacing.start(System.nanoTime());
        long progress = System.nanoTime();
        while (!window.closes(windowAnswered)) {
            long now = System.nanoTime();
            if (window.opens(now)) {
                windowAnswered = 0;
                pacing.clear();
            }
            long room = pacing.isEven() ? pacing.due(now, sent) : inFlight - (sent - lost - answered);
            if (room > 0) {
                int taken = send(outgoing, socket, text, (int) Math.min(room, DatagramBatch.MOST));
                long _ = pacing.begin(now, sent, taken);
                sent += taken;
            }
            if (receive(incoming, socket) > 0) {
                progress = now;
            } else if (!pacing.isEven() && now - progress > LOST_NANOS) {
                // Without an answer for so long, all in flight is lost: the flood would never go on.
                lost += sent - lost - answered;
                progress = now;
            }
        }
    }

    private int send(DatagramBatch batch, int socket, DatagramText text, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            int device = (int) ((sent + i) % devices);
            text.put(batch, i, server.at(), sources.ip(device), device);
        }
        return batch.send(socket, count);
    }

    private int receive(DatagramBatch batch, int socket) throws IOException {
        int received = batch.receive(socket);
        for (int i = 0; i < received; i++) {
            if (batch.length(i) != KNOWN.length || batch.at(i, 0) != KNOWN[0] || batch.at(i, 1) != KNOWN[1]) {
                RendezvousMessage message = RendezvousMessage.parseFrom(batch.bytes(i));
                throw new IOException(server.name() + ": a heartbeat was answered " + message.getUnionCase()
                        + (message.getRegisterPeerResponse().getRequestPk() ? ", device not known" : ""));
            }
        }
        answered += received;
        windowAnswered += received;
        return received;
    }

    /** Answers that came while it was measured. */
    long windowAnswered() {
        return windowAnswered;
    }

    /** Heartbeats of the whole run that were not answered within half a second of its end. */
    long lost() {
        return lost;
    }

    /** Heartbeats of the whole run. */
    long sent() {
        return sent;
    }
}
