package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.server.Server;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Devices that are registered once at each server and then used by several benchmarks. For use by one thread. */
public final class Devices {
    /** Registrations in flight: few, as each is a write to a store. */
    private static final int AT_ONCE = 64;

    private final int first;
    private final int count;
    private final Set<Server> registered = new HashSet<>();
    private final Map<Server, Integer> ports = new HashMap<>();

    /**
     * Makes so many up.
     *
     * @param count 1 to {@link Sources#MOST}
     */
    public Devices(int count) {
        this(0, count);
    }

    /** With numbers from {@code first} on. */
    Devices(int first, int count) {
        if (count < 1 || count > Sources.MOST - first) {
            throw new IllegalArgumentException("devices: " + count + " (expected: 1.." + (Sources.MOST - first) + ")");
        }
        this.first = first;
        this.count = count;
    }

    int first() {
        return first;
    }

    int count() {
        return count;
    }

    /** The port that all had when they last sent heartbeats to a server; 0 = they have sent none. */
    int port(Server server) {
        return ports.getOrDefault(server, 0);
    }

    /** Notes that port: a device that keeps its own costs a server less than one that has moved. */
    void sentFrom(int port, Server server) {
        ports.put(server, port);
    }

    /** Registers all at a server, unless they are. */
    void register(Server server, Sources sources) throws IOException {
        if (!registered.contains(server)) {
            try (RollCall call = new RollCall(server, sources, AT_ONCE)) {
                call.ask(Question.KEY, first, count);
            }
            registered.add(server);
        }
    }
}
