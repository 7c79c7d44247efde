package io.fairlead.load.bench;

import io.fairlead.load.bench.os.Address;

/** Own addresses of the generator: a server has limits for each address, and knows devices by theirs. */
public enum Sources {
    /** 10.65.0.0 to 10.126.255.255, all of which a private network namespace has. */
    PRIVATE_NETWORK(10 << 24 | 65 << 16),
    /** 127.65.0.0 to 127.126.255.255, which every Linux has. */
    LOOPBACK(127 << 24 | 65 << 16),
    /** 100.64.0.0 to 100.125.255.255 (RFC 6598), which a laboratory's network of a fleet has. */
    SHARED(100 << 24 | 64 << 16),
    /** What the system chooses: one. */
    SYSTEM(0);

    /** So many addresses there are at most. */
    public static final int MOST = 62 << 16;

    private final int first;

    Sources(int first) {
        this.first = first;
    }

    /**
     * Gives an address.
     *
     * @param number 0 to {@link #MOST}, exclusive
     * @return IPv4 as a number; 0 = the system chooses
     */
    public int ip(int number) {
        if (number < 0 || number >= MOST) {
            throw new IllegalArgumentException("number: " + number + " (expected: 0.." + (MOST - 1) + ")");
        }
        return first == 0 ? 0 : first + number;
    }

    /**
     * Gives an address with any port.
     *
     * @param number as {@link #ip}
     * @return to bind a socket to
     */
    public Address address(int number) {
        return first == 0 ? Address.ANY : new Address(ip(number), 0);
    }

    /**
     * Gives the number of an address.
     *
     * @param ip as {@link #ip} gave it
     * @return its number; any when the system chooses
     */
    public int number(int ip) {
        return ip - first;
    }
}
