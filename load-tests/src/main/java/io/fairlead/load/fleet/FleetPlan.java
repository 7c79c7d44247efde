package io.fairlead.load.fleet;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;

/**
 * Which devices a generator process has.
 *
 * @param target       the server
 * @param seed         of all random choices
 * @param sources      addresses of devices
 * @param udp          devices that register by UDP
 * @param tcp          devices that hold a secured connection
 * @param webSocket    devices that hold a WebSocket connection
 * @param perHome      devices behind one address, 1 to {@link #MOST_PER_HOME}
 * @param olderShare   0 to 1: devices of {@link ClientVersion#OLDER}; those on connections are all current
 * @param firstDevice  number of this process's first device: no other process has its numbers
 * @param allDevices   of all processes together
 * @param process      number of this process, 0 to {@link #MOST_PROCESSES}, exclusive
 */
public record FleetPlan(Target target, long seed, Sources sources, int udp, int tcp, int webSocket, int perHome,
        double olderShare, int firstDevice, int allDevices, int process) {
    /** Each device of a home has a socket of the generator, which all first ones share, all second ones, and so on. */
    public static final int MOST_PER_HOME = 32;
    /** Addresses that belong to no device: those of controllers, and of whoever disturbs. */
    public static final int OTHER_ADDRESSES = 1 << 16;

    /** So many processes there are at most. */
    public static final int MOST_PROCESSES = 64;

    private static final int MOST_DEVICES = Sources.MOST - OTHER_ADDRESSES;

    /** Checks the numbers. */
    public FleetPlan {
        require("devices by UDP", udp, 0, MOST_DEVICES);
        require("devices by TCP", tcp, 0, MOST_DEVICES);
        require("devices by WebSocket", webSocket, 0, MOST_DEVICES);
        require("devices of a home", perHome, 1, MOST_PER_HOME);
        require("all devices", allDevices, 0, MOST_DEVICES);
        require("first device", firstDevice, 0, allDevices - udp - tcp - webSocket);
        require("process", process, 0, MOST_PROCESSES - 1);
        if (!(olderShare >= 0 && olderShare <= 1)) {
            throw new IllegalArgumentException("share of older clients: " + olderShare + " (expected: 0..1)");
        }
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: " + least + ".." + most + ")");
        }
    }

    /**
     * Counts the devices of this process.
     *
     * @return of all kinds
     */
    public int devices() {
        return udp + tcp + webSocket;
    }

    /** Settles them. */
    Homes homes() {
        // A home is of one process, so that each process may have one more than a division of all would give.
        return new Homes(sources, Math.ceilDiv(firstDevice, perHome) + process,
                Math.ceilDiv(allDevices, perHome) + MOST_PROCESSES, devices(), perHome);
    }

    /** An address of nobody's home. */
    int otherIp(int number) {
        return sources.ip(Sources.MOST - 1 - Math.floorMod(process * (OTHER_ADDRESSES / MOST_PROCESSES)
                + Math.floorMod(number, OTHER_ADDRESSES / MOST_PROCESSES), OTHER_ADDRESSES));
    }
}
