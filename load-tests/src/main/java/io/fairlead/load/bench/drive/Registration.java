package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.server.Server;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Registers many devices' keys over UDP, each from an address of its own, so many at once and no more, and again what
 * was not answered.
 */
final class Registration {
    private static final int SLOT = 128;
    private static final int BUFFER = 4 * 1024 * 1024;
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Server server;
    private final Sources sources;
    private final int first;
    private final int devices;
    private final int atOnce;

    /** Of devices that are numbered from {@code first} on. */
    Registration(Server server, Sources sources, int first, int devices, int atOnce) {
        if (sources == Sources.SYSTEM && devices > 1) {
            throw new IllegalArgumentException(
                    "this benchmark needs many own addresses: run it in a private network, or"
                            + " against a server on the loopback");
        }
        this.server = server;
        this.sources = sources;
        this.first = first;
        this.devices = devices;
        this.atOnce = atOnce;
    }

    /** Registers all. Fails when a device is refused, or nothing is answered for a minute. */
    void run() throws IOException {
        try (Arena arena = Arena.ofConfined(); LinuxSockets sockets = new LinuxSockets()) {
            DatagramText text = new DatagramText(arena, devices, SLOT, number -> DeviceIds.registerPk(first + number));
            int socket = sockets.udp(Address.ANY, BUFFER);
            try {
                run(new DatagramBatch(sockets), new DatagramBatch(sockets), socket, text);
            } finally {
                sockets.close(socket);
            }
        }
    }

    private void run(DatagramBatch outgoing, DatagramBatch incoming, int socket, DatagramText text) throws IOException {
        BitSet answered = new BitSet(devices);
        Deque<Integer> waiting = new ArrayDeque<>();
        int next = 0;
        int done = 0;
        long lastAnswer = System.nanoTime();
        long lastSent = lastAnswer;
        while (done < devices) {
            int count = 0;
            while (count < DatagramBatch.MOST && next < devices && next - done < atOnce) {
                put(outgoing, count++, next, text);
                waiting.add(next++);
            }
            if (count > 0) {
                sendAll(outgoing, socket, count);
                lastSent = System.nanoTime();
            }
            int received = incoming.receive(socket);
            for (int i = 0; i < received; i++) {
                int device = sources.number(incoming.destination(i)) - first;
                check(device, incoming.bytes(i));
                if (!answered.get(device)) {
                    answered.set(device);
                    done++;
                }
                lastAnswer = System.nanoTime();
            }
            long now = System.nanoTime();
            if (now - lastAnswer > PATIENCE_NANOS) {
                throw new IOException(server.name() + ": " + done + " of " + devices + " registrations were answered");
            }
            if (now - Math.max(lastAnswer, lastSent) > AGAIN_NANOS) {
                repeat(outgoing, socket, text, waiting, answered);
                lastSent = now;
            }
        }
    }

    private void put(DatagramBatch batch, int index, int device, DatagramText text) {
        text.put(batch, index, server.at(), sources.ip(first + device), device);
    }

    private static void sendAll(DatagramBatch batch, int socket, int count) throws IOException {
        int sent = batch.send(socket, count);
        if (sent < count) {
            // A full buffer of ours: what is missing is repeated later.
            Thread.onSpinWait();
        }
    }

    private void repeat(DatagramBatch batch, int socket, DatagramText text, Deque<Integer> waiting, BitSet answered)
            throws IOException {
        waiting.removeIf(answered::get);
        int count = 0;
        for (int device : waiting) {
            if (count == DatagramBatch.MOST) {
                break;
            }
            put(batch, count++, device, text);
        }
        if (count > 0) {
            sendAll(batch, socket, count);
        }
    }

    private void check(int device, byte[] answer) throws IOException {
        RendezvousMessage message = RendezvousMessage.parseFrom(answer);
        if (message.hasRegisterPkResponse()) {
            Result result = message.getRegisterPkResponse().getResult();
            if (result != Result.OK) {
                throw new IOException(
                        server.name() + ": registration of device " + (first + device) + " answered " + result);
            }
        } else {
            throw new IOException(server.name() + ": registration answered " + message.getUnionCase());
        }
    }
}
