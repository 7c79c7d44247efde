package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.Wire;
import io.fairlead.load.swarm.Introduction.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * One place for a session through a relay: opens one, checks that each byte comes back, ends it when its time is over,
 * and opens the next. A session that ends otherwise was cut.
 */
final class RelayedSession {
    private static final int CHUNK = 2048;
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);

    private final SwarmPlan plan;
    private final InetAddress source;
    private final Supplier<DeviceProfile> devices;
    private final Tally tally;
    private final AtomicInteger open;

    RelayedSession(SwarmPlan plan, InetAddress source, Supplier<DeviceProfile> devices, Tally tally,
            AtomicInteger open) {
        this.plan = plan;
        this.source = source;
        this.devices = devices;
        this.tally = tally;
        this.open = open;
    }

    void run() {
        try {
            while (true) {
                long began = System.currentTimeMillis();
                DeviceProfile device = devices.get();
                switch (new Introduction(plan.target(), source).with(device, true)) {
                    case Outcome.Introduced introduced -> session(introduced);
                    case Outcome.Failed failed -> {
                        tally.count("session.not_introduced", 1);
                        tally.event("no_session", began, device.id(), failed.reason());
                    }
                    case Outcome.Wrong wrong -> tally.event("wrong", began, device.id(), wrong.what());
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void session(Outcome.Introduced introduced) throws InterruptedException {
        Target target = plan.target();
        String relay = introduced.relayServer();
        long began = System.currentTimeMillis();
        boolean counted = false;
        try (Wire wire = Relays.open(target, relay, introduced.uuid(), source, false)) {
            Random random = new Random(began);
            long end = began + Duration.ofSeconds(plan.sessionSeconds()).toMillis();
            while (System.currentTimeMillis() < end) {
                exchange(wire, random);
                if (!counted) {
                    counted = true;
                    open.incrementAndGet();
                    tally.count("session.opened", 1);
                    tally.event("opened", began, relay, introduced.uuid());
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
            tally.count("session.ended", 1);
        } catch (IOException e) {
            tally.count(counted ? "session.cut" : "session.not_opened", 1);
            tally.event(counted ? "cut" : "not_opened", began, relay, String.valueOf(e.getMessage()));
        } finally {
            if (counted) {
                open.decrementAndGet();
            }
        }
    }

    private void exchange(Wire wire, Random random) throws IOException {
        byte[] chunk = new byte[CHUNK];
        random.nextBytes(chunk);
        wire.sendPayload(chunk);
        byte[] back = wire.receivePayload(ANSWER_TIMEOUT).orElseThrow(() -> new IOException("ended early"));
        if (!Arrays.equals(chunk, back)) {
            tally.count("session.wrong_bytes", 1);
            throw new IOException("other bytes came back");
        }
        tally.count("session.bytes", back.length);
    }
}
