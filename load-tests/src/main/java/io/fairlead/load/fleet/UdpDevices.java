package io.fairlead.load.fleet;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.record.GeneratorWatch;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Devices that register by UDP, up to millions, on a thread of their own: the loop around {@link UdpRegistrations}. The
 * methods may be called by any thread.
 */
final class UdpDevices implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UdpDevices.class);
    /** A tenth of what an answer takes at the best; a pause so short that a burst fits into buffers. */
    private static final long NAP_NANOS = TimeUnit.MICROSECONDS.toNanos(200);
    private static final int MOST_BATCHES = 64;
    private static final int SETS = 2;
    /** By the same datagram, as clients do lest one be lost. */
    private static final int COPIES = 3;

    private final FleetPlan plan;
    private final UdpRegistrations registrations;
    private final GeneratorWatch generator;
    private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile boolean closed;

    /** Something to be done on the thread. */
    private interface Task {
        void run(UdpSockets sockets) throws IOException;
    }

    UdpDevices(FleetPlan plan, Homes homes, DeviceMeters meters, GeneratorWatch generator, Pushed pushed) {
        this.plan = plan;
        this.generator = generator;
        this.registrations = new UdpRegistrations(plan, homes, meters, pushed, System.nanoTime());
        this.thread = Thread.ofPlatform().daemon().name("udp-devices").start(this::run);
    }

    private void run() {
        int sets = SETS * plan.perHome();
        // The last is the one from which devices punch holes.
        try (UdpSockets sockets = new UdpSockets(Address.of(plan.target().rendezvous()), sets + 1)) {
            while (!closed) {
                if (!turn(sockets)) {
                    LockSupport.parkNanos(NAP_NANOS);
                }
            }
        } catch (IOException e) {
            log.atError().setCause(e).log("devices by UDP have ended");
        }
    }

    private boolean turn(UdpSockets sockets) throws IOException {
        for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run(sockets);
        }
        registrations.advance(System.nanoTime(), sockets);
        boolean busy = false;
        for (int i = 0; i < sockets.count() - 1; i++) {
            for (int batch = 0; batch < MOST_BATCHES; batch++) {
                int received = sockets.receive(i);
                busy |= received > 0;
                registrations.received(sockets, i, received, System.nanoTime());
                if (received == 0) {
                    break;
                }
            }
        }
        sockets.flush();
        generator.dropped(sockets.takeLost());
        return busy;
    }

    /** So many are to be there, the first ones; the others leave without a word. */
    void present(int devices) {
        tasks.add(_ -> registrations.present(devices, System.nanoTime()));
    }

    /** Gives a share of homes, each {@code every}-th, another address. */
    void move(int every) {
        tasks.add(_ -> registrations.move(every));
    }

    /** Says something from a port of its own, as a device does that punches a hole. */
    void punch(int device, byte[] datagram) {
        tasks.add(sockets -> {
            for (int i = 0; i < COPIES; i++) {
                sockets.send(sockets.count() - 1, registrations.ip(device), datagram);
            }
        });
    }

    /** Those that the server has confirmed, and answered lately. */
    int online() {
        return registrations.online();
    }

    /** Whether one is among them; what is just changing may be told either way. */
    boolean isOnline(int device) {
        return registrations.isOnline(device);
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
