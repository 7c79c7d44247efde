package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Target;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What a swarm consists of. Real clients send a heartbeat each 15 s and try again after 3 s; these are about seven
 * times as quick, and nodes have to be told a device's time-out that fits, see {@link #nodeOptions()}.
 *
 * @param target         the server
 * @param udpDevices     devices that register over UDP
 * @param tcpDevices     devices that register over TCP
 * @param perSecond      introductions a second that are begun
 * @param sessions       relay sessions that are open at any time
 * @param sessionSeconds a session is ended, and another one opened, after so long
 */
public record SwarmPlan(
        Target target, int udpDevices, int tcpDevices, int perSecond, int sessions, int sessionSeconds) {
    /** Between two heartbeats; 15 s with real clients. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(2);

    /** Until a heartbeat is sent again; 3 s with real clients. */
    public static final Duration RETRY = Duration.ofSeconds(1);

    /** A connection without a sign of life for so long is given up: 1.5 times what nodes promise. */
    static final Duration TCP_PATIENCE = Duration.ofSeconds(9);

    private static final int ARGUMENTS = 8;
    private static final String NETWORK = "10.77.2.";
    private static final int DEVICE_ADDRESSES = 150;
    private static final int LAST_ADDRESS = 199;
    private static final long SEED = 5;

    /**
     * Gives the options of rendezvous nodes that fit: times to the same scale, and no limits by address, as hundreds of
     * clients share a few addresses here.
     *
     * @return words of a command line
     */
    public static List<String> nodeOptions() {
        return List.of("--device-timeout", "6", "--keep-alive", "6", "--register-pk-per-address", "0",
                "--ids-per-address", "0", "--register-pk-per-id", "0");
    }

    /**
     * Tells who the devices are: those over UDP, then those over TCP.
     *
     * @return the same for each swarm, so that a test can speak of them
     */
    public List<DeviceProfile> devices() {
        Random random = new Random(SEED);
        List<DeviceProfile> profiles = new ArrayList<>();
        for (int i = 0; i < udpDevices + tcpDevices; i++) {
            profiles.add(DeviceProfile.random(random, address(1 + i % DEVICE_ADDRESSES)));
        }
        return profiles;
    }

    /** Addresses that requesters use; none of them is a device's. */
    static List<InetAddress> requesters() {
        return IntStream.rangeClosed(DEVICE_ADDRESSES + 1, LAST_ADDRESS).mapToObj(SwarmPlan::address).toList();
    }

    private static InetAddress address(int last) {
        return InetAddress.ofLiteral(NETWORK + last);
    }

    List<String> arguments() {
        return List.of(target.host(), String.valueOf(target.port()), target.key(), String.valueOf(udpDevices),
                String.valueOf(tcpDevices), String.valueOf(perSecond), String.valueOf(sessions),
                String.valueOf(sessionSeconds));
    }

    static SwarmPlan of(List<String> arguments) {
        if (arguments.size() != ARGUMENTS) {
            throw new IllegalArgumentException("arguments: " + arguments.size() + " (expected: HOST PORT KEY"
                    + " UDP-DEVICES TCP-DEVICES PER-SECOND SESSIONS SESSION-SECONDS)");
        }
        List<Integer> numbers = arguments.subList(3, ARGUMENTS).stream().map(Integer::valueOf).toList();
        return new SwarmPlan(new Target(arguments.get(0), Integer.parseInt(arguments.get(1)), arguments.get(2)),
                numbers.get(0), numbers.get(1), numbers.get(2), numbers.get(3), numbers.get(4));
    }
}
