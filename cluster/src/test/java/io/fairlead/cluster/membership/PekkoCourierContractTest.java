package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.LocalEndpoint;
import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.cluster.courier.NodeCourier;
import io.fairlead.cluster.courier.NodeCourierContract;
import io.fairlead.protocol.address.HostPort;
import java.time.Duration;
import java.util.List;

/** A node that is not, or not yet, part of a cluster. */
class PekkoCourierContractTest extends NodeCourierContract {
    @Override
    protected NodeCourier open(String nodeId, LocalEndpoint endpoint) {
        HostPort address = TestNode.free();
        ClusterMembership membership = new ClusterMembership(TestNode.config(nodeId, address, List.of(address)));
        return new PekkoCourier(membership, endpoint, new LocalRequesters(System::nanoTime, Duration.ofSeconds(30)),
                PekkoCourier.DEADLINE, 1, CourierEvents.NONE);
    }
}
