package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.courier.NodeCourierContract;
import io.fairlead.protocol.address.HostPort;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** A node that is the only one of its cluster. */
class PekkoCourierContractIT extends NodeCourierContract {
    private ClusterMembership membership;

    @Override
    protected NodeCourier open(String nodeId, LocalEndpoint endpoint) throws Exception {
        HostPort address = TestNode.free();
        membership = new ClusterMembership(TestNode.config(nodeId, address, List.of(address)));
        NodeCourier courier = new PekkoCourier(membership, endpoint,
                new LocalRequesters(System::nanoTime, Duration.ofSeconds(30)),
                PekkoCourier.DEADLINE, 1, CourierEvents.NONE);
        membership.start();
        Awaitility.await().atMost(Duration.ofSeconds(20))
                .until(() -> membership.status().state() == ClusterStatus.State.UP);
        return courier;
    }

    @AfterEach
    void closeMembership() {
        membership.close();
    }
}
