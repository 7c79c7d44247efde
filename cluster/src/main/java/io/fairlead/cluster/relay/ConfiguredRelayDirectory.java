package io.fairlead.cluster.relay;

import io.fairlead.protocol.address.HostPort;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The relays that an operator lists. Where there is more than one, each is looked at by connecting to it again and
 * again; when none of them can be reached, what was last known of them stays, for it may be this node that is cut off.
 * One relay alone counts as alive and is not looked at. A new list counts as alive until the first look at it has
 * ended. Looks are taken on virtual threads.
 */
public final class ConfiguredRelayDirectory implements RelayDirectory {
    private static final int DEFAULT_PORT = 21_117;

    private final Duration interval;
    private final Duration timeout;
    private final Function<String, List<HostPort>> ways;
    private final ReentrantLock configuring = new ReentrantLock();
    private volatile RelayWatch watch = RelayWatch.over(Set.of(), _ -> List.of());
    private boolean closed;

    /**
     * Starts to look after a list.
     *
     * @param addresses {@code host[:port]} each, in order of preference; port 21117 when absent
     * @param interval  from one look to the next, 1 ms or more; the open server takes 3 s
     * @param timeout   how long one look waits for a connection, 1 ms or more
     * @throws IllegalArgumentException when an address is none, or a duration is below 1 ms
     */
    public ConfiguredRelayDirectory(List<String> addresses, Duration interval, Duration timeout) {
        this(addresses, interval, timeout, address -> List.of(HostPort.parse(address, DEFAULT_PORT)));
    }

    /**
     * Starts to look after a list whose addresses are not all for this node.
     *
     * @param addresses {@code host[:port]} each, in order of preference; port 21117 when absent
     * @param interval  from one look to the next, 1 ms or more; the open server takes 3 s
     * @param timeout   how long one look waits for a connection, 1 ms or more
     * @param ways      where to look for the relay of an address, before each look and on any thread; it is alive when
     *                  one of them can be connected to
     * @throws IllegalArgumentException when an address is none, or a duration is below 1 ms
     */
    public ConfiguredRelayDirectory(
            List<String> addresses, Duration interval, Duration timeout, Function<String, List<HostPort>> ways) {
        this.ways = ways;
        this.interval = requireMillis("interval", interval);
        this.timeout = requireMillis("timeout", timeout);
        configure(addresses);
    }

    @Override
    public List<RelayNode> relays() {
        return watch.relays();
    }

    @Override
    public void configure(List<String> addresses) {
        Set<String> checked = new LinkedHashSet<>();
        for (String address : addresses) {
            HostPort.parse(address, DEFAULT_PORT);
            checked.add(address.strip());
        }
        configuring.lock();
        try {
            watch.stop();
            watch = RelayWatch.over(checked, ways);
            if (checked.size() > 1 && !closed) {
                watch.start(interval, timeout);
            }
        } finally {
            configuring.unlock();
        }
    }

    @Override
    public void close() {
        configuring.lock();
        try {
            closed = true;
            watch.stop();
        } finally {
            configuring.unlock();
        }
    }

    private static Duration requireMillis(String name, Duration value) {
        Objects.requireNonNull(value, name);
        if (value.toMillis() < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 ms or more)");
        }
        return value;
    }
}
