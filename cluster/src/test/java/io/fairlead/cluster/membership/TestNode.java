package io.fairlead.cluster.membership;

import static org.awaitility.Awaitility.await;

import io.fairlead.cluster.courier.Delivery;
import io.fairlead.cluster.courier.RecordingEndpoint;
import io.fairlead.cluster.courier.RequesterDirectory;
import io.fairlead.protocol.address.HostPort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A node of a cluster in this process: its membership, its courier, and an endpoint that remembers. */
final class TestNode implements AutoCloseable {
    final ClusterConfig config;
    final RecordingEndpoint endpoint;
    final ClusterMembership membership;
    final PekkoCourier courier;
    final Counts counts = new Counts();

    /** What a courier has told. */
    static final class Counts implements CourierEvents {
        final Map<Delivery, Integer> sent = new ConcurrentHashMap<>();
        final Map<Delivery, Integer> received = new ConcurrentHashMap<>();
        final AtomicInteger refused = new AtomicInteger();

        @Override
        public void sent(Delivery delivery, long nanos) {
            sent.merge(delivery, 1, Integer::sum);
        }

        @Override
        public void received(Delivery delivery) {
            received.merge(delivery, 1, Integer::sum);
        }

        @Override
        public void refused() {
            refused.incrementAndGet();
        }
    }

    TestNode(ClusterConfig config, RequesterDirectory requesters) {
        this.config = config;
        this.endpoint = new RecordingEndpoint(Set.of(deviceOf(config.nodeId())));
        this.membership = new ClusterMembership(config);
        this.courier = new PekkoCourier(
                membership, endpoint, requesters, PekkoCourier.DEADLINE, PekkoCourier.MOST_UNDER_WAY, counts);
    }

    /** Starts a node. */
    static TestNode start(ClusterConfig config, RequesterDirectory requesters) throws ClusterStartException {
        TestNode node = new TestNode(config, requesters);
        node.membership.start();
        return node;
    }

    /** The one device that a node holds. */
    static String deviceOf(String nodeId) {
        return "device-of-" + nodeId;
    }

    static HostPort free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return new HostPort("127.0.0.1", socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClusterConfig config(String id, HostPort address, List<HostPort> seeds) {
        return ClusterConfig.ofSeeds(id, "1.2.3", address, seeds);
    }

    /** Waits until each of these nodes sees all of them up and reachable. */
    static void awaitTogether(TestNode... nodes) {
        for (TestNode node : nodes) {
            await().atMost(Duration.ofSeconds(40))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> node.upAndReachable() == nodes.length);
        }
    }

    long upAndReachable() {
        return membership.status().members().stream()
                .filter(member -> member.status() == ClusterMember.Status.UP && member.reachable())
                .count();
    }

    static Delivery settled(CompletionStage<Delivery> delivery) {
        return delivery.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        membership.close();
    }
}
