package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Target;
import io.fairlead.load.swarm.Introduction.Outcome;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Asks for all devices in turn, at a steady rate whatever becomes of them. So that so many introductions without one
 * that failed as there are devices mean that each can be reached.
 */
final class Requesters {
    private static final long LATE_MILLIS = 2500;

    private final Target target;
    private final List<DeviceProfile> devices;
    private final List<InetAddress> sources;
    private final Tally tally;
    private final Map<String, Long> failedSince = new ConcurrentHashMap<>();
    private final Map<Integer, Long> underWay = new ConcurrentHashMap<>();

    Requesters(Target target, List<DeviceProfile> devices, List<InetAddress> sources, Tally tally) {
        this.target = target;
        this.devices = devices;
        this.sources = sources;
        this.tally = tally;
        tally.gauge("devices.not_reached", failedSince::size);
        tally.gauge("introduction.late", this::late);
    }

    void run(int perSecond) {
        long due = System.nanoTime();
        try {
            for (int next = 0;; next++) {
                int turn = next;
                DeviceProfile device = devices.get(turn % devices.size());
                InetAddress source = sources.get(turn % sources.size());
                Thread.ofVirtual().start(() -> introduce(turn, device, source));
                due += TimeUnit.SECONDS.toNanos(1) / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Introductions under way whose first try has not been answered, or will not be. */
    private long late() {
        long now = System.currentTimeMillis();
        return underWay.values().stream().filter(began -> now - began > LATE_MILLIS).count();
    }

    private void introduce(int turn, DeviceProfile device, InetAddress source) {
        long began = System.currentTimeMillis();
        underWay.put(turn, began);
        introduce(device, source, began);
        underWay.remove(turn);
    }

    private void introduce(DeviceProfile device, InetAddress source, long began) {
        long started = System.nanoTime();
        switch (new Introduction(target, source).with(device, false)) {
            case Outcome.Introduced introduced -> {
                tally.count("introduction.ok", 1);
                tally.count("introduction.ok_try" + introduced.tries(), 1);
                tally.latency(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started));
                Long since = failedSince.remove(device.id());
                if (since != null) {
                    tally.event("reached_again", since, device.id(), "");
                }
            }
            case Outcome.Failed failed -> {
                tally.count("introduction.failed." + failed.reason(), 1);
                tally.event("failed", began, device.id(), failed.reason());
                failedSince.putIfAbsent(device.id(), began);
            }
            case Outcome.Wrong wrong -> {
                tally.count("introduction.wrong", 1);
                tally.event("wrong", began, device.id(), wrong.what());
            }
        }
    }
}
