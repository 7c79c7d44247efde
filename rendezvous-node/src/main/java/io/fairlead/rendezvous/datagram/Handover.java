package io.fairlead.rendezvous.datagram;

import io.fairlead.rendezvous.registration.DatagramSender;
import io.fairlead.rendezvous.session.SessionEvents;
import io.fairlead.rendezvous.session.SessionEvents.Drop;
import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/**
 * Takes datagrams from the thread that receives to one that reads them. Neither ever waits for the other: what is too
 * much is dropped and counted, and clients repeat it. The thread is none of the event loops, so that datagrams do not
 * keep connections waiting.
 */
final class Handover implements AutoCloseable {
    /** A burst of as many; 16 MB if each is as large as it may be. */
    private static final int MOST_WAITING = 8192;

    private static final long CLOSE_MILLIS = 5000;

    private final BlockingQueue<Item> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final DatagramMessages messages;
    private final DatagramSender socket;
    private final SessionEvents events;
    private final Consumer<Throwable> failed;
    private final Thread thread;

    private record Item(ByteBuf datagram, InetSocketAddress from) {}

    Handover(DatagramInput input, DatagramSender socket) {
        this.messages = input.messages();
        this.events = input.events();
        this.failed = input.failed();
        this.socket = socket;
        this.thread = Thread.ofPlatform().name("rendezvous-datagrams").daemon().start(this::run);
    }

    /** Hands a datagram over, in memory of the heap that nobody changes any more. */
    void offer(ByteBuf datagram, InetSocketAddress from) {
        if (!waiting.offer(new Item(datagram, from))) {
            events.dropped(from, Drop.TOO_MANY_DATAGRAMS);
        }
    }

    private void run() {
        try {
            while (true) {
                take(waiting.take());
            }
        } catch (InterruptedException e) {
            // Closed.
            Thread.currentThread().interrupt();
        }
    }

    private void take(Item item) {
        try {
            messages.take(item.datagram(), item.from(), socket);
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        Threads.join(thread, CLOSE_MILLIS);
    }
}
