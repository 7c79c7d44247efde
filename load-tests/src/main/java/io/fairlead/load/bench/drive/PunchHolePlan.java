package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.client.TcpWire;
import io.fairlead.protocol.message.PunchHoleRequest;
import io.fairlead.protocol.message.PunchHoleResponse.Failure;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What benchmarks of introductions share: the devices, and how fast each server was, as all are paced at half of what
 * the slowest can do. For use by one thread.
 */
public final class PunchHolePlan {
    /** Behind the devices of other benchmarks, before the requesters' addresses. */
    private static final int OFFLINE_FIRST = 3_999_000;
    private static final int OFFLINE = 64;
    private static final int MOST_DEVICES = 100_000;
    /** Devices are offline 30 s after their last sign of life. */
    private static final long OFFLINE_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final Duration ANSWERING = Duration.ofSeconds(1);
    private static final int MOST_IN_FLIGHT = 3_000;

    private final Devices online;
    private final Devices offline = new Devices(OFFLINE_FIRST, OFFLINE);
    private final int inFlight;
    private final double perSecond;
    private final Set<Server> waited = new HashSet<>();
    private final Map<PunchHoleWay, Map<String, Double>> best = new EnumMap<>(PunchHoleWay.class);

    /**
     * Makes one.
     *
     * @param devices   that are online, 1 to 100000
     * @param inFlight  under way at once, where there is no pace; 1 to 3000
     * @param perSecond the pace; 0 = half of what the slowest server can do
     */
    public PunchHolePlan(int devices, int inFlight, double perSecond) {
        if (devices < 1 || devices > MOST_DEVICES || inFlight < 1 || inFlight > MOST_IN_FLIGHT || !(perSecond >= 0)) {
            throw new IllegalArgumentException("devices " + devices + ", in flight " + inFlight + ", per second "
                    + perSecond + " (expected: 1..100000, 1..3000, at least 0)");
        }
        this.online = new Devices(devices);
        this.inFlight = inFlight;
        this.perSecond = perSecond;
    }

    int inFlight() {
        return inFlight;
    }

    Devices devices(PunchHoleWay way) {
        return way == PunchHoleWay.REFUSED ? offline : online;
    }

    /** A server was so fast. */
    void note(PunchHoleWay way, String server, double rate) {
        best.computeIfAbsent(way, _ -> new HashMap<>()).merge(server, rate, Math::max);
    }

    /** The pace for all servers. */
    double rate(PunchHoleWay way) {
        if (perSecond > 0) {
            return perSecond;
        }
        return best.getOrDefault(way, Map.of()).values().stream().mapToDouble(Double::doubleValue).min()
                .orElseThrow(() -> new IllegalStateException(way + " was not measured without a pace before")) / 2;
    }

    /** Registers the devices; waits until those that are to be offline are. */
    void prepare(PunchHoleWay way, Server server, Sources sources) throws IOException {
        devices(way).register(server, sources);
        if (way == PunchHoleWay.REFUSED && waited.add(server)) {
            awaitOffline(server);
        }
    }

    private void awaitOffline(Server server) throws IOException {
        String last = DeviceIds.id(OFFLINE_FIRST + OFFLINE - 1);
        long deadline = System.nanoTime() + OFFLINE_NANOS;
        while (!refused(server, last)) {
            if (System.nanoTime() - deadline > 0) {
                throw new IOException(server.name() + ": a device without heartbeats is still online");
            }
        }
    }

    /** Says no at once; or introduces, in vain as nobody answers, which takes this a second. */
    private static boolean refused(Server server, String id) throws IOException {
        try (TcpWire wire = wire(server)) {
            wire.send(request(server, id));
            return wire.receiveAnswer(ANSWERING).getPunchHoleResponse().getFailure() == Failure.OFFLINE;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Whether a server answers a second request on the same connection. */
    static boolean answersTwice(Server server) throws IOException {
        try (TcpWire wire = wire(server)) {
            wire.send(request(server, "nobody00"));
            wire.receiveAnswer(CONNECTING);
            wire.send(request(server, "nobody00"));
            wire.receiveAnswer(ANSWERING);
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    private static TcpWire wire(Server server) throws IOException {
        return TcpWire.connect(server.at().socketAddress(), new InetSocketAddress(0), CONNECTING);
    }

    private static RendezvousMessage request(Server server, String id) {
        return RendezvousMessage.newBuilder()
                .setPunchHoleRequest(PunchHoleRequest.newBuilder().setId(id).setLicenceKey(server.key())
                        .setVersion("1.4.3"))
                .build();
    }
}
