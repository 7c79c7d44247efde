package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Target;
import io.fairlead.load.swarm.Introduction.Outcome;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Asks for all devices in turn, at a steady rate whatever becomes of them. So that so many introductions without one
 * that failed as there are devices mean that each can be reached. A device that could not be reached is asked for
 * again and again, as its user would, until it can be; this is counted apart.
 */
final class Requesters {
    private static final long LATE_MILLIS = 2500;
    private static final long AGAIN_MILLIS = 500;
    private static final String AGAIN = "_again";

    private final Target target;
    private final List<DeviceProfile> devices;
    private final List<InetAddress> sources;
    private final Tally tally;
    private final Map<String, Long> failedSince = new ConcurrentHashMap<>();
    private final Map<String, Long> lastReached = new ConcurrentHashMap<>();
    private final Map<Object, Long> underWay = new ConcurrentHashMap<>();
    private final BlockingQueue<DeviceProfile> notReached = new LinkedBlockingQueue<>();

    Requesters(Target target, List<DeviceProfile> devices, List<InetAddress> sources, Tally tally) {
        this.target = target;
        this.devices = devices;
        this.sources = sources;
        this.tally = tally;
        tally.gauge("devices.not_reached", failedSince::size);
        tally.gauge("introduction.late", this::late);
    }

    /** Goes on until interrupted. At most twice so many are begun each second. */
    void run(int perSecond) {
        long pause = TimeUnit.SECONDS.toNanos(1) / perSecond;
        Thread.ofVirtual().start(() -> askAgain(pause));
        long due = System.nanoTime();
        try {
            for (int turn = 0;; turn++) {
                DeviceProfile device = devices.get(turn % devices.size());
                Thread.ofVirtual().start(() -> introduce(device, ""));
                due += pause;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void askAgain(long pause) {
        try {
            while (true) {
                DeviceProfile device = notReached.take();
                if (failedSince.containsKey(device.id())) {
                    Thread.ofVirtual().start(() -> introduce(device, AGAIN));
                    TimeUnit.NANOSECONDS.sleep(pause);
                }
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

    private void introduce(DeviceProfile device, String again) {
        long began = System.currentTimeMillis();
        long started = System.nanoTime();
        Object key = new Object();
        underWay.put(key, began);
        InetAddress source = sources.get(ThreadLocalRandom.current().nextInt(sources.size()));
        Outcome outcome = new Introduction(target, source).with(device, false);
        underWay.remove(key);
        switch (outcome) {
            case Outcome.Introduced introduced -> {
                tally.count("introduction.ok" + again, 1);
                tally.count("introduction.ok_try" + introduced.tries() + again, 1);
                lastReached.put(device.id(), System.currentTimeMillis());
                tally.latency(TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - started));
                Long since = failedSince.remove(device.id());
                if (since != null) {
                    tally.event("reached_again", since, device.id(), "");
                }
            }
            case Outcome.Failed failed -> {
                tally.event("failed" + again, began, device.id(), failed.reason());
                // One who waited for long in vain says nothing about a device that others have reached meanwhile.
                boolean unreached = lastReached.getOrDefault(device.id(), 0L) < began;
                if (unreached && (failedSince.putIfAbsent(device.id(), began) == null || !again.isEmpty())) {
                    askLater(device);
                }
            }
            case Outcome.Wrong wrong -> tally.event("wrong", began, device.id(), wrong.what());
        }
    }

    private void askLater(DeviceProfile device) {
        try {
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
            notReached.add(device);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
