package io.fairlead.rendezvous.datagram;

import io.fairlead.rendezvous.registration.HeartbeatReader;
import io.fairlead.rendezvous.registration.Heartbeats;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Receives and answers many datagrams with one system call each, on a thread of its own: Linux, by the
 * foreign-function API. A heartbeat that nothing is new about is read where the kernel has put it and makes no object.
 * All else is copied and handed over.
 */
public final class KernelDatagrams implements DatagramPort {
    /** What is asked of the system where the operator names no size: enough for the pause of a collector. */
    private static final int RECEIVE_BUFFER = 4 * 1024 * 1024;

    private static final long FAILURE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long CLOSE_MILLIS = 5000;

    private final KernelSocket socket;
    private final DatagramInput input;
    private final HeartbeatReader heartbeats;
    private final Handover handover;
    private final DatagramBatch batch;
    private final MemorySegment memory;
    private final Thread thread;
    private volatile boolean closing;

    private KernelDatagrams(KernelSocket socket, DatagramInput input) {
        this.socket = socket;
        this.input = input;
        this.heartbeats = input.heartbeats().reader(socket, DatagramBatch.MOST);
        this.batch = new DatagramBatch(
                Arena.ofAuto(), socket.number(), Heartbeats.known(), input.heartbeats().update());
        this.memory = batch.memory();
        this.handover = new Handover(input, socket);
        this.thread = Thread.ofPlatform().name("rendezvous-heartbeats").daemon().unstarted(this::run);
    }

    /**
     * Says whether this machine can do so.
     *
     * @return true on Linux, on x86_64 and aarch64
     */
    public static boolean isAvailable() {
        return LinuxCalls.areThere();
    }

    /**
     * Binds the port. To be called only where {@link #isAvailable}.
     *
     * @param bind          the address; empty = all, IPv6 included where the machine has it
     * @param port          0 lets the system choose
     * @param receiveBuffer the kernel's buffer, in bytes; 0 = 4 MiB, or as much of it as the system allows
     * @param input         what datagrams are given to
     * @return the port, which receives
     * @throws IOException when the port can't be had
     */
    public static KernelDatagrams open(
            Optional<InetAddress> bind, int port, int receiveBuffer, DatagramInput input) throws IOException {
        KernelSocket socket = KernelSocket.open(bind, port, receiveBuffer == 0 ? RECEIVE_BUFFER : receiveBuffer);
        KernelDatagrams datagrams = new KernelDatagrams(socket, input);
        datagrams.thread.start();
        return datagrams;
    }

    private void run() {
        Pace pace = new Pace(System.nanoTime());
        while (!closing) {
            step(pace);
        }
    }

    /** A method of its own, as a loop that goes round a thousand times a second is interpreted for minutes. */
    private void step(Pace pace) {
        try {
            int received = batch.receive();
            if (received > 0) {
                take(received);
                if (pace.isBusy(System.nanoTime(), received) && received < DatagramBatch.MOST) {
                    socket.nap(batch.state());
                }
            } else if (received == 0 || received == -LinuxCalls.EAGAIN || received == -LinuxCalls.EINTR) {
                socket.await(batch.state());
            } else {
                throw new IllegalStateException("receiving datagrams: " + KernelSocket.reason(-received));
            }
        } catch (RuntimeException e) {
            input.failed().accept(e);
            // What fails again and again must not fill the log.
            LockSupport.parkNanos(FAILURE_NANOS);
        }
    }

    private void take(int received) {
        heartbeats.begin();
        try {
            for (int i = 0; i < received; i++) {
                int length = batch.length(i);
                // One that is too long is none, whatever the part of it says that was received.
                heartbeats.read(i, memory, batch.datagramAt(i), length <= LARGEST_DATAGRAM ? length : 0);
            }
            heartbeats.fetch(received);
            for (int i = 0; i < received; i++) {
                answer(i);
            }
            batch.send();
        } finally {
            batch.recycle(received);
            heartbeats.end();
        }
    }

    private void answer(int index) {
        long from = batch.addressAt(index);
        switch (heartbeats.take(
                index,
                memory,
                SocketAddresses.high(memory, from),
                SocketAddresses.low(memory, from),
                SocketAddresses.port(memory, from))) {
            case KNOWN -> {
                batch.answerKnown(index);
                return;
            }
            case KNOWN_AND_UPDATE -> {
                batch.answerKnown(index);
                batch.answerUpdate(index);
                return;
            }
            case NONE -> {} // Below.
        }
        int length = batch.length(index);
        byte[] copy = new byte[length];
        MemorySegment.copy(memory, ValueLayout.JAVA_BYTE, batch.datagramAt(index), copy, 0, length);
        handover.offer(Unpooled.wrappedBuffer(copy), SocketAddresses.read(memory, from));
    }

    @Override
    public InetSocketAddress address() {
        return socket.address();
    }

    @Override
    public String means() {
        return "kernel";
    }

    @Override
    public void close() {
        closing = true;
        socket.wakeUp();
        Threads.join(thread, CLOSE_MILLIS);
        handover.close();
        socket.close();
    }
}
