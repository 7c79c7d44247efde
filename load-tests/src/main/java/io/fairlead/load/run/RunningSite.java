package io.fairlead.load.run;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;
import io.fairlead.load.scenario.Action;
import io.fairlead.load.scenario.Lack;
import io.fairlead.load.scenario.Scenario;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;

/**
 * Servers that run already, ours or others of the same protocol. Nothing is done to them but what clients do.
 *
 * @param target    as clients are told it
 * @param processes of servers on this machine, to be watched; names and process ids
 */
public record RunningSite(Target target, Map<String, Long> processes) implements Site {
    private static final int IPV4_BYTES = 4;
    private static final int SHARED_FIRST = 100;
    private static final int SHARED_SECOND = 64;
    private static final int SHARED_MASK = 0xc0;

    /** Copies the processes. */
    public RunningSite {
        processes = Map.copyOf(processes);
    }

    @Override
    public String kind() {
        return "running";
    }

    @Override
    public String description() {
        return "servers that ran before";
    }

    /**
     * On this machine's loopback there are as many addresses as are wanted, and so in 100.64.0.0/10, where whoever
     * gives a server such an address has made all of them this machine's own.
     */
    @Override
    public Sources sources() {
        try {
            InetAddress address = InetAddress.getByName(target.host());
            if (address.isLoopbackAddress()) {
                return Sources.LOOPBACK;
            }
            return isShared(address.getAddress()) ? Sources.SHARED : Sources.SYSTEM;
        } catch (UnknownHostException e) {
            return Sources.SYSTEM;
        }
    }

    /** RFC 6598. */
    private static boolean isShared(byte[] address) {
        return address.length == IPV4_BYTES && address[0] == SHARED_FIRST
                && (address[1] & SHARED_MASK) == SHARED_SECOND;
    }

    @Override
    public List<String> prefix() {
        return List.of();
    }

    /** Registers a device in each way that the scenario wants, once. */
    @Override
    public Map<Lack, String> lacks(Scenario scenario) throws IOException {
        return new Probe(target, Probe.PATIENCE).lacks(scenario);
    }

    @Override
    public void act(Action.Server action) throws IOException {
        throw new IOException("servers that ran before are not touched");
    }

    @Override
    public void close() {
        // They go on.
    }
}
