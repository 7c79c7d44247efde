package io.fairlead.load.fleet;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.record.Count;
import io.fairlead.load.record.Recorder;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.protocol.message.RequestRelay;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One address that does what nobody should, so often a second. What it gets for that is not looked at: what others get
 * meanwhile is. The rates may be changed by any thread.
 */
final class Abuse implements AutoCloseable {
    private static final long LOOK_MILLIS = 5;
    private static final double NANOS = 1e9;
    /** More than that at once the generator would hold for nothing. */
    private static final int MOST_HELD = 4000;
    private static final int GARBAGE = 200;
    /** Numbers of devices that no process has, and that are not those who are asked for as absent. */
    private static final int STRANGERS = 700_000_000;
    private static final int ADDRESS = 1000;

    private final FleetPlan plan;
    private final Dialer dialer;
    private final Datagrams datagrams;
    private final SplittableRandom random;
    private final Map<AbuseKind, Rate> rates = new EnumMap<>(AbuseKind.class);
    private final Count done;
    private final Count ended;
    private final AtomicInteger held = new AtomicInteger();
    private final DatagramChannel udp;
    private int stranger;

    /** How often something is done. */
    private static final class Rate {
        private volatile double perSecond;
        private double due;
    }

    Abuse(FleetPlan plan, Dialer dialer, Recorder recorder) throws IOException {
        this.plan = plan;
        this.dialer = dialer;
        this.datagrams = new Datagrams(new Identities(~plan.seed()), STRANGERS);
        this.random = new SplittableRandom(~plan.seed());
        for (AbuseKind kind : AbuseKind.values()) {
            rates.put(kind, new Rate());
        }
        this.done = recorder.count("abuse.done", "misdeeds", "What an abusive address did.");
        this.ended = recorder.count("abuse.ended", "connections", "Connections of it that came to an end.");
        recorder.level("abuse.held", "connections", "Connections that it holds.", held::get);
        this.udp = DatagramChannel.open();
        udp.configureBlocking(false);
        int from = plan.otherIp(ADDRESS);
        if (from != 0) {
            udp.bind(new Address(from, 0).socketAddress());
        }
    }

    void start(ScheduledExecutorService loop) {
        loop.scheduleAtFixedRate(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void rate(AbuseKind kind, double perSecond) {
        rates.get(kind).perSecond = perSecond;
    }

    private void look() {
        rates.forEach((kind, rate) -> {
            rate.due += rate.perSecond * TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS) / NANOS;
            for (; rate.due >= 1; rate.due--) {
                done.increment();
                act(kind);
            }
        });
    }

    private void act(AbuseKind kind) {
        switch (kind) {
            case REGISTRATIONS -> send(datagrams.key(stranger++));
            case GARBAGE -> {
                byte[] garbage = new byte[1 + random.nextInt(GARBAGE)];
                random.nextBytes(garbage);
                send(garbage);
            }
            case GUESSES -> open(new Guess(RendezvousMessage.newBuilder()
                    .setPunchHoleRequest(PunchHoleRequest.newBuilder()
                            .setId(String.valueOf(random.nextInt(STRANGERS)))
                            .setLicenceKey(dialer.target().key()))
                    .build(), true), false);
            case CONNECTIONS -> open(new Guess(RendezvousMessage.getDefaultInstance(), false), false);
            case LEGS -> open(new Guess(RendezvousMessage.newBuilder()
                    .setRequestRelay(RequestRelay.newBuilder()
                            .setUuid(new UUID(random.nextLong(), random.nextLong()).toString())
                            .setLicenceKey(dialer.target().key()))
                    .build(), true), true);
        }
    }

    private void send(byte[] datagram) {
        try {
            // What the system does not take is not sent.
            int _ = udp.send(ByteBuffer.wrap(datagram), dialer.target().rendezvous());
        } catch (IOException e) {
            ended.increment();
        }
    }

    private void open(Guess guess, boolean relay) {
        if (held.incrementAndGet() > MOST_HELD) {
            int _ = held.decrementAndGet();
            return;
        }
        InetSocketAddress to = relay ? dialer.target().relay() : dialer.target().rendezvous();
        ChannelFuture connecting = dialer.tcp(to, plan.otherIp(ADDRESS), guess);
        connecting.addListener(done -> {
            if (!done.isSuccess()) {
                int _ = held.decrementAndGet();
                ended.increment();
            }
        });
    }

    /** Says one thing, or nothing, and stays until it is thrown out. */
    private final class Guess extends Talk {
        private final RendezvousMessage message;
        private final boolean speaks;

        Guess(RendezvousMessage message, boolean speaks) {
            this.message = message;
            this.speaks = speaks;
        }

        @Override
        void ready(ChannelHandlerContext context) {
            if (speaks) {
                context.writeAndFlush(message);
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, Object answer) {
            if (message.hasPunchHoleRequest()) {
                context.close();
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            int _ = held.decrementAndGet();
            ended.increment();
        }
    }

    @Override
    public void close() {
        rates.values().forEach(rate -> rate.perSecond = 0);
        try {
            udp.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
