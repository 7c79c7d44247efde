package io.fairlead.rendezvous.datagram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.registration.DatagramSender;
import io.fairlead.rendezvous.session.Services;
import io.fairlead.rendezvous.session.SessionEvents;
import io.netty.buffer.Unpooled;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class HandoverTest {
    private static final InetSocketAddress FROM = new InetSocketAddress("127.0.0.9", 4000);
    private static final int CAPACITY = 8192;

    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger dropped = new AtomicInteger();
    private final List<Throwable> failures = new ArrayList<>();

    /** Holds the thread that reads up with the first datagram, which like all of them is no message. */
    private final class Events implements SessionEvents {
        @Override
        public void dropped(InetSocketAddress from, Drop reason) {
            switch (reason) {
                case TOO_MANY_DATAGRAMS -> dropped.incrementAndGet();
                case MALFORMED -> {
                    busy.countDown();
                    awaitRelease();
                    if (read.incrementAndGet() == 2) {
                        throw new IllegalStateException("of one datagram only");
                    }
                }
                default -> throw new AssertionError(reason);
            }
        }

        private void awaitRelease() {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void keyExchange(InetSocketAddress from, KeyExchangeStep step) {
            throw new AssertionError("nothing is exchanged");
        }

        @Override
        public void connections(int open) {
            throw new AssertionError("nothing is connected");
        }
    }

    private static final DatagramSender NOWHERE = new DatagramSender() {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void send(RendezvousMessage message, InetSocketAddress to) {
            throw new AssertionError("nothing is answered");
        }
    };

    @Test
    void whatIsTooMuchIsDroppedAndCountedAndNobodyWaits() throws Exception {
        Events events = new Events();
        DatagramMessages messages = new DatagramMessages(
                new Services(null, null, null, null, null, null, events));
        try (Handover handover = new Handover(
                new DatagramInput(null, messages, events, failures::add), NOWHERE)) {
            handover.offer(Unpooled.wrappedBuffer(new byte[]{1}), FROM);
            busy.await();
            for (int i = 0; i < CAPACITY + 100; i++) {
                handover.offer(Unpooled.wrappedBuffer(new byte[]{1}), FROM);
            }
            assertThat(dropped).hasValue(100);
            released.countDown();
            await().untilAsserted(() -> assertThat(read).hasValue(CAPACITY + 1));
            assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
        }
    }
}
