package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The program: builds the clients and writes what they see to standard output, one line of JSON per second, one for
 * each event, and one at the end. Goes on until it is ended (SIGTERM). Its addresses are those of a laboratory's first
 * network of clients.
 */
public final class Swarm {
    private static final long SEED = 5;

    private Swarm() {}

    /**
     * Runs a swarm.
     *
     * @param arguments as {@link SwarmPlan} has them
     * @throws IOException when sockets cannot be had
     * @throws InterruptedException never
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SwarmPlan plan = SwarmPlan.of(List.of(arguments));
        Tally tally = new Tally(System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(tally::end, "swarm-end"));
        List<Device> devices = devices(plan, tally);
        tally.gauge("devices.silent", () -> devices.stream().filter(Device::silent).count());
        tally.gauge("devices.registered", () -> devices.stream().filter(Device::registered).count());
        for (Device device : devices) {
            Thread.ofVirtual().start(device::run);
            // Heartbeats are spread over the time between two, as those of real devices.
            TimeUnit.NANOSECONDS.sleep(SwarmPlan.HEARTBEAT.toNanos() / devices.size());
        }
        while (!devices.stream().allMatch(Device::registered)) {
            TimeUnit.MILLISECONDS.sleep(500);
            tally.second();
        }
        List<DeviceProfile> profiles = new ArrayList<>(devices.stream().map(Device::profile).toList());
        Collections.shuffle(profiles, new Random(SEED));
        Requesters requesters = new Requesters(plan.target(), List.copyOf(profiles), SwarmPlan.requesters(), tally);
        Thread.ofVirtual().start(() -> requesters.run(plan.perSecond()));
        startSessions(plan, profiles, tally);
        while (true) {
            TimeUnit.SECONDS.sleep(1);
            tally.second();
        }
    }

    private static List<Device> devices(SwarmPlan plan, Tally tally) throws IOException {
        List<Device> devices = new ArrayList<>();
        for (DeviceProfile profile : plan.devices()) {
            devices.add(devices.size() < plan.udpDevices()
                    ? new UdpDevice(plan.target(), profile, tally)
                    : new TcpDevice(plan.target(), profile, tally));
        }
        return devices;
    }

    private static void startSessions(SwarmPlan plan, List<DeviceProfile> devices, Tally tally) {
        AtomicInteger open = new AtomicInteger();
        tally.gauge("session.open", open::get);
        for (int i = 0; i < plan.sessions(); i++) {
            InetAddress source = SwarmPlan.requesters().get(i % SwarmPlan.requesters().size());
            RelayedSession session = new RelayedSession(plan, source,
                    () -> devices.get(ThreadLocalRandom.current().nextInt(devices.size())), tally, open);
            Thread.ofVirtual().start(session::run);
        }
    }
}
