package io.fairlead.load.fleet;

import io.fairlead.load.record.GeneratorWatch;
import io.fairlead.protocol.message.OnlineRequest;
import io.fairlead.protocol.message.RendezvousMessage;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Controllers who come at random moments, whether those before them have been served or not: the gaps between two are
 * exponential. Who wants what is drawn from the seed, in order. The rates may be changed by any thread.
 */
final class Controllers implements AutoCloseable {
    private static final double NANOS = 1e9;
    private static final long LOOK_MILLIS = 2;
    /** More than that late, what was planned is given up: the generator cannot keep its plan. */
    private static final long GIVE_UP_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int ADDRESSES = 512;
    private static final int UDP_PORT = 45_000;
    /** Numbers of devices that no process has. */
    private static final int ABSENT = 500_000_000;
    private static final int ABSENT_SPREAD = 100_000_000;

    private final FleetPlan plan;
    private final Habits habits;
    private final Homes homes;
    private final Identities identities;
    private final Introductions introductions;
    private final Dialer dialer;
    private final IntroductionMeters meters;
    private final GeneratorWatch generator;
    private final SessionLegs legs;
    private final Arrivals wishes;
    private final Arrivals lists;
    private final SplittableRandom random;
    private volatile Present present = new Present(0, 0, 0);

    /** How many devices of each kind there are to be. */
    record Present(int udp, int tcp, int webSocket) {
        int all() {
            return udp + tcp + webSocket;
        }
    }

    Controllers(FleetPlan plan, Habits habits, Introductions introductions, Dialer dialer, SessionLegs legs,
            IntroductionMeters meters, GeneratorWatch generator) {
        this.plan = plan;
        this.habits = habits;
        this.homes = plan.homes();
        this.identities = new Identities(plan.seed());
        this.introductions = introductions;
        this.dialer = dialer;
        this.legs = legs;
        this.meters = meters;
        this.generator = generator;
        this.random = new SplittableRandom(plan.seed() * 31 + plan.process());
        this.wishes = new Arrivals(random.split());
        this.lists = new Arrivals(random.split());
    }

    /** Begins on an event loop, which then is the only thread that draws. */
    void start(ScheduledExecutorService loop) {
        loop.scheduleWithFixedDelay(this::look, 0, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Introductions, and lists that are asked for, per second. */
    void rates(double introductionsPerSecond, double listsPerSecond) {
        wishes.rate(introductionsPerSecond);
        lists.rate(listsPerSecond);
    }

    void present(Present now) {
        present = now;
    }

    /** One kind of arrival. */
    private static final class Arrivals {
        private final SplittableRandom random;
        private volatile double perNano;
        private double used;
        private long next;

        Arrivals(SplittableRandom random) {
            this.random = random;
        }

        void rate(double perSecond) {
            perNano = perSecond / NANOS;
        }

        /** When the next one is due, if it is by now; else -1. */
        long take(long now) {
            if (perNano != used) {
                used = perNano;
                next = now + gap();
            }
            if (used <= 0 || next - now > 0) {
                return -1;
            }
            long due = next;
            next += gap();
            return due;
        }

        private long gap() {
            return used <= 0 ? 0 : (long) Math.min(Long.MAX_VALUE / 4.0, -Math.log1p(-random.nextDouble()) / used);
        }
    }

    private void look() {
        long now = System.nanoTime();
        for (long due = wishes.take(now); due != -1; due = wishes.take(now)) {
            if (now - due > GIVE_UP_NANOS) {
                generator.dropped(1);
            } else {
                wish(due);
            }
        }
        for (long due = lists.take(now); due != -1; due = lists.take(now)) {
            if (now - due > GIVE_UP_NANOS) {
                generator.dropped(1);
            } else {
                list(due);
            }
        }
    }

    private void wish(long due) {
        boolean absent = random.nextDouble() < habits.absentShare();
        Present there = present;
        if (!absent && there.all() == 0) {
            return;
        }
        int device = absent ? Homes.NOBODY : draw(there);
        String id = identities.id(absent
                ? ABSENT + random.nextInt(ABSENT_SPREAD)
                : plan.firstDevice() + device);
        boolean webSocket = random.nextDouble() < habits.webSocketShare();
        boolean relay = random.nextDouble() < habits.relayShare();
        boolean punch = random.nextDouble() < habits.punchShare();
        boolean reachable = random.nextDouble() < habits.directShare();
        boolean home = random.nextDouble() < habits.sameHomeShare();
        boolean verified = random.nextDouble() < habits.verifiedShare();
        if (!absent && !legs.hasRoom()) {
            // After all has been drawn, so that later wishes do not depend on it.
            return;
        }
        int from = home && !absent && !webSocket ? homes.ip(device) : plan.otherIp(random.nextInt(ADDRESSES));
        introductions.begin(new Wish(device, id, from, webSocket, relay, punch && !webSocket ? UDP_PORT : 0,
                reachable, verified, due));
    }

    private int draw(Present there) {
        int number = random.nextInt(there.all());
        if (number < there.udp()) {
            return number;
        }
        number -= there.udp();
        return number < there.tcp() ? plan.udp() + number : plan.udp() + plan.tcp() + number - there.tcp();
    }

    /** The states of a list of devices, as clients ask for while their window is open. */
    private void list(long due) {
        Present there = present;
        if (there.all() == 0) {
            return;
        }
        OnlineRequest.Builder request = OnlineRequest.newBuilder()
                .setId(identities.id(ABSENT + random.nextInt(ABSENT_SPREAD)));
        for (int i = 0; i < habits.listLength(); i++) {
            request.addPeers(identities.id(plan.firstDevice() + draw(there)));
        }
        int bytes = Math.ceilDiv(habits.listLength(), Byte.SIZE);
        Asking asking = new Asking(RendezvousMessage.newBuilder().setOnlineRequest(request).build(),
                Asking.RELAY_SECONDS, new Listed(due, bytes));
        dialer.natTest(plan.otherIp(random.nextInt(ADDRESSES)), asking).addListener(done -> {
            if (!done.isSuccess()) {
                asking.fail("cannot connect");
            }
        });
    }

    /** Waits for the states. */
    private final class Listed implements Asking.Outcome {
        private final long due;
        private final int bytes;

        Listed(long due, int bytes) {
            this.due = due;
            this.bytes = bytes;
        }

        @Override
        public void answered(RendezvousMessage answer, long now) {
            if (answer.getOnlineResponse().getStates().size() == bytes) {
                meters.queried(due, now);
            } else {
                failed("odd answer");
            }
        }

        @Override
        public void repeated() {
            meters.repeated();
        }

        @Override
        public void failed(String what) {
            meters.failed("list of devices: " + what);
        }
    }

    @Override
    public void close() {
        rates(0, 0);
    }
}
