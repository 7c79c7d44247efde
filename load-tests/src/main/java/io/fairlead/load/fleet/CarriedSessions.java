package io.fairlead.load.fleet;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.record.Count;
import io.fairlead.load.record.GeneratorWatch;
import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.Timing;
import io.fairlead.load.stream.Corruption;
import io.fairlead.load.stream.Ending;
import io.fairlead.load.stream.LegSpec;
import io.fairlead.load.stream.SessionEnd;
import io.fairlead.load.stream.SessionStreams;
import io.fairlead.load.stream.StreamEvents;
import io.fairlead.load.stream.StreamHandle;
import io.fairlead.load.stream.StreamSettings;
import io.fairlead.load.traffic.MessageKind;
import io.fairlead.load.traffic.SessionPlan;
import io.fairlead.load.traffic.Side;
import io.fairlead.load.traffic.TrafficModel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Sessions that carry what the traffic model says, through whichever relay each side was told. Safe for use by any
 * thread.
 */
public final class CarriedSessions implements SessionLegs, AutoCloseable {
    private static final int WEB_SOCKET_OFFSET = 2;
    private static final String WEB_SOCKET_PATH = "/";
    private static final int SLOW = 7;

    private final Plan plan;
    private final Recorder recorder;
    private final SessionStreams streams;
    /** Those that have a leg: when it was opened. */
    private final ConcurrentMap<Long, Long> running = new ConcurrentHashMap<>();
    private volatile SlowReaders slow = new SlowReaders(0, 1);
    private volatile boolean ending;

    /**
     * What sessions are.
     *
     * @param model    of what they carry
     * @param seed     of the run
     * @param key      licence key that is shown to relays; empty = none
     * @param most     at once
     * @param settings of how they are carried
     */
    public record Plan(TrafficModel model, long seed, String key, int most, StreamSettings settings) {}

    private record SlowReaders(double share, long bytesPerSecond) {}

    /**
     * Carries none yet.
     *
     * @param plan      what they are
     * @param recorder  takes what they see
     * @param generator takes how late they are
     */
    public CarriedSessions(Plan plan, Recorder recorder, GeneratorWatch generator) {
        this.plan = plan;
        this.recorder = recorder;
        this.streams = new SessionStreams(plan.settings(), new Recorded(recorder, generator));
        recorder.level("sessions.running", "sessions", "Sessions that have a leg at least.", running::size);
    }

    @Override
    public boolean hasRoom() {
        return running.size() < plan.most();
    }

    /**
     * Lets a share of the sessions that begin from now on have a controller who reads slowly.
     *
     * @param share          0 to 1
     * @param bytesPerSecond at least 1
     */
    public void slowReaders(double share, long bytesPerSecond) {
        slow = new SlowReaders(share, bytesPerSecond);
    }

    @Override
    public void open(Leg leg) {
        if (ending) {
            return;
        }
        // The second leg finds the first one's moment.
        running.putIfAbsent(leg.session(), System.nanoTime());
        try {
            open(leg, new InetSocketAddress(InetAddress.ofLiteral(leg.relay().getHostString()),
                    leg.relay().getPort()));
        } catch (IllegalArgumentException e) {
            // A name: to ask for its address may take long.
            Thread.ofVirtual().start(() -> resolve(leg));
        }
    }

    private void resolve(Leg leg) {
        try {
            open(leg, new InetSocketAddress(InetAddress.getByName(leg.relay().getHostString()),
                    leg.relay().getPort()));
        } catch (UnknownHostException e) {
            recorder.failure("session: relay's name unknown");
            running.remove(leg.session());
        }
    }

    private void open(Leg leg, InetSocketAddress relay) {
        LegSpec spec = leg.webSocket()
                ? LegSpec.webSocket(new InetSocketAddress(relay.getAddress(), relay.getPort() + WEB_SOCKET_OFFSET),
                        WEB_SOCKET_PATH)
                : LegSpec.tcp(relay);
        spec = spec.from(new Address(leg.from(), 0));
        SlowReaders now = slow;
        if (leg.side() == Side.CONTROLLER && draw(leg.session()) < now.share()) {
            spec = spec.readingAt(now.bytesPerSecond());
        }
        SessionPlan session = plan.model().session(plan.seed(), leg.session());
        StreamHandle _ = streams.openLeg(leg.side(), session, leg.uuid(), plan.key(), Ending.orderly(), spec);
    }

    private double draw(long session) {
        return new SplittableRandom(plan.seed() * SLOW + session).nextDouble();
    }

    /** Records what streams tell. */
    private final class Recorded implements StreamEvents {
        private final GeneratorWatch generator;
        private final Count started;
        private final Count asPlanned;
        private final Count closed;
        private final Count sent;
        private final Count received;
        private final Count messages;
        private final Count stalls;
        private final Timing setUp;
        private final Timing delay;

        Recorded(Recorder recorder, GeneratorWatch generator) {
            this.generator = generator;
            this.started = recorder.count("sessions.started", "sessions",
                    "Sessions whose sides have heard from each other through a relay.");
            this.asPlanned = recorder.count("sessions.ended-as-planned", "sessions",
                    "Sessions that ended by their plan, with all that was sent.");
            this.closed = recorder.count("sessions.closed", "sessions", "Sessions that the end of the run has ended.");
            this.sent = recorder.count("traffic.sent", "bytes", "What legs gave to relays, frames included.");
            this.received = recorder.count("traffic.received", "bytes", "What legs got from relays.");
            this.messages = recorder.count("traffic.messages", "messages", "Messages that arrived whole.");
            this.stalls = recorder.count("sessions.stalls", "stalls",
                    "Spells of ten seconds in which nothing came although something should have.");
            this.setUp = recorder.timing("sessions.set-up",
                    "From when a session's first leg was opened to when both sides had heard from each other.");
            this.delay = recorder.timing("traffic.delay",
                    "From when a message was to be sent to when it was there.");
        }

        @Override
        public void started(long session, long setupNanos) {
            started.increment();
            setUp.record(0, setupNanos);
        }

        @Override
        public void ended(SessionEnd end) {
            running.remove(end.session());
            switch (end.reason()) {
                case PLAN, ABORTED -> asPlanned.increment();
                case CLOSED -> closed.increment();
                default -> recorder.failure(
                        "session: " + end.reason().name().toLowerCase(Locale.ROOT).replace('_', ' '));
            }
        }

        @Override
        public void sent(int bytes) {
            sent.add(bytes);
        }

        @Override
        public void received(int bytes) {
            received.add(bytes);
        }

        @Override
        public void delivered(MessageKind kind, long intended, long arrived) {
            messages.increment();
            delay.record(intended, arrived);
        }

        @Override
        public void late(long nanos) {
            generator.late(0, nanos);
        }

        @Override
        public void corrupt(Corruption corruption) {
            recorder.mark("session " + corruption.session() + ": other bytes than were sent");
        }

        @Override
        public void stalled(long session, Side reader, long nanos) {
            stalls.increment();
        }
    }

    /** Ends all sessions. */
    @Override
    public void close() {
        ending = true;
        streams.close();
    }
}
