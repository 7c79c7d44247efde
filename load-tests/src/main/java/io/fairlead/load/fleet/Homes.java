package io.fairlead.load.fleet;

import io.fairlead.load.bench.Sources;

/**
 * Where simulated devices are: so many behind each address, as behind a router, each with a port of its own. A home can
 * get another address, as an Internet provider gives one. For use by one thread.
 */
public final class Homes {
    /** What {@link #device} answers when nobody is there. */
    public static final int NOBODY = -1;

    private static final int MOST = Sources.MOST - FleetPlan.OTHER_ADDRESSES;

    private final Sources sources;
    private final int firstAddress;
    private final int allAddresses;
    private final int devices;
    private final int perHome;
    private final byte[] moves;
    private final int mostMoves;

    /**
     * Settles devices.
     *
     * @param sources      all addresses
     * @param firstAddress number of the first home's first address
     * @param allAddresses that all homes of this machine have together; a home that moves goes so many further
     * @param devices      so many
     * @param perHome      behind one address, at least 1
     * @throws IllegalArgumentException when there are not enough addresses
     */
    public Homes(Sources sources, int firstAddress, int allAddresses, int devices, int perHome) {
        int homes = Math.ceilDiv(devices, perHome);
        if (firstAddress < 0 || firstAddress + homes > allAddresses || allAddresses > MOST) {
            throw new IllegalArgumentException("addresses: " + (firstAddress + homes) + " of " + allAddresses
                    + " (expected: at most " + MOST + ")");
        }
        this.sources = sources;
        this.firstAddress = firstAddress;
        this.allAddresses = allAddresses;
        this.devices = devices;
        this.perHome = perHome;
        this.moves = new byte[homes];
        this.mostMoves = Math.min(Byte.MAX_VALUE, MOST / allAddresses - 1);
    }

    /**
     * Counts the homes.
     *
     * @return at least 0
     */
    public int count() {
        return moves.length;
    }

    /**
     * Says in which home a device is.
     *
     * @param device its number, 0 to the number of devices, exclusive
     * @return 0 to {@link #count}, exclusive
     */
    public int home(int device) {
        return device / perHome;
    }

    /**
     * Says which of its home's devices one is.
     *
     * @param device its number
     * @return 0 to the number of devices in a home, exclusive
     */
    public int slot(int device) {
        return device % perHome;
    }

    /**
     * Says which address a device has now.
     *
     * @param device its number
     * @return IPv4 as a number; 0 = the system chooses
     */
    public int ip(int device) {
        int home = home(device);
        return sources.ip(firstAddress + home + moves[home] * allAddresses);
    }

    /**
     * Says whose an address and a slot are now.
     *
     * @param ip   IPv4 as a number
     * @param slot of the home
     * @return a device's number, or {@link #NOBODY}: also for addresses that a home had before
     */
    public int device(int ip, int slot) {
        int number = sources.number(ip);
        if (number < 0 || number >= MOST) {
            return NOBODY;
        }
        int home = number % allAddresses - firstAddress;
        if (home < 0 || home >= moves.length || number / allAddresses != moves[home]) {
            return NOBODY;
        }
        int device = home * perHome + slot;
        return slot < perHome && device < devices ? device : NOBODY;
    }

    /**
     * Gives a home another address.
     *
     * @param home 0 to {@link #count}, exclusive
     * @return false when there are no more addresses: it begins anew with its first then, which nobody else has had
     */
    public boolean move(int home) {
        boolean more = moves[home] < mostMoves;
        moves[home] = more ? (byte) (moves[home] + 1) : 0;
        return more;
    }
}
