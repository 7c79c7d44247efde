package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.os.DatagramBatch;
import io.fairlead.load.bench.os.LinuxSockets;
import io.fairlead.load.bench.server.Server;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/**
 * Has each of many devices say something over UDP, each from an address of its own, so many at once and no more, and
 * again what was not answered. All have one port, which stays the same until it is closed. For use by one thread.
 */
final class RollCall implements AutoCloseable {
    private static final int BUFFER = 4 * 1024 * 1024;
    private static final long AGAIN_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final LinuxSockets sockets = new LinuxSockets();
    private final DatagramBatch outgoing = new DatagramBatch(sockets);
    private final DatagramBatch incoming = new DatagramBatch(sockets);
    private final Server server;
    private final Sources sources;
    private final int atOnce;
    private final int socket;
    private long repeated;

    RollCall(Server server, Sources sources, int atOnce) throws IOException {
        this.server = server;
        this.sources = sources;
        this.atOnce = atOnce;
        this.socket = sockets.udp(Address.ANY, BUFFER);
    }

    /** One kind of question to one range of devices. */
    private final class Call {
        private final Question question;
        private final int first;
        private final int devices;
        private final DatagramText text;
        private final BitSet answered;
        private final Deque<Integer> waiting = new ArrayDeque<>();
        private int next;
        private int done;

        Call(Question question, Arena arena, int first, int devices) {
            this.question = question;
            this.first = first;
            this.devices = devices;
            this.text = new DatagramText(arena, devices, question.longest(),
                    number -> question.datagram(first + number));
            this.answered = new BitSet(devices);
        }

        void run() throws IOException {
            long lastAnswer = System.nanoTime();
            long lastSent = lastAnswer;
            while (done < devices) {
                if (send() > 0) {
                    lastSent = System.nanoTime();
                }
                if (receive() > 0) {
                    lastAnswer = System.nanoTime();
                }
                long now = System.nanoTime();
                if (now - lastAnswer > PATIENCE_NANOS) {
                    throw new IOException(server.name() + ": " + question + " of " + done + " of " + devices
                            + " devices was answered");
                }
                if (now - Math.max(lastAnswer, lastSent) > AGAIN_NANOS) {
                    repeat();
                    lastSent = now;
                }
            }
        }

        private int send() throws IOException {
            int count = 0;
            while (count < DatagramBatch.MOST && next < devices && next - done < atOnce) {
                put(count++, next);
                waiting.add(next++);
            }
            if (count > 0) {
                // What a full buffer of ours does not take is repeated later.
                int _ = outgoing.send(socket, count);
            }
            return count;
        }

        private int receive() throws IOException {
            int received = incoming.receive(socket);
            for (int i = 0; i < received; i++) {
                int device = sources.number(incoming.destination(i)) - first;
                RendezvousMessage message = RendezvousMessage.parseFrom(incoming.bytes(i));
                if (device < 0 || device >= devices || !question.isAnsweredBy(message)) {
                    continue;
                }
                if (!question.isRight(message)) {
                    throw new IOException(server.name() + ": " + question + " of device " + (first + device)
                            + " was answered " + message);
                }
                if (!answered.get(device)) {
                    answered.set(device);
                    done++;
                }
            }
            return received;
        }

        private void repeat() throws IOException {
            waiting.removeIf(answered::get);
            int count = 0;
            for (int device : waiting) {
                if (count == DatagramBatch.MOST) {
                    break;
                }
                put(count++, device);
            }
            if (count > 0) {
                repeated += outgoing.send(socket, count);
            }
        }

        private void put(int index, int device) {
            text.put(outgoing, index, server.at(), sources.ip(first + device), device);
        }
    }

    /** Asks all of a range. Fails when one is answered wrongly, or nothing is answered for a minute. */
    void ask(Question question, int first, int devices) throws IOException {
        if (sources == Sources.SYSTEM && devices > 1) {
            throw new IllegalArgumentException(
                    "this benchmark needs many own addresses: run it in a private network, or"
                            + " against a server on the loopback");
        }
        try (Arena arena = Arena.ofConfined()) {
            new Call(question, arena, first, devices).run();
        }
    }

    /** Datagrams that were sent once more, as no answer had come. */
    long repeated() {
        return repeated;
    }

    @Override
    public void close() throws IOException {
        sockets.close(socket);
        sockets.close();
    }
}
