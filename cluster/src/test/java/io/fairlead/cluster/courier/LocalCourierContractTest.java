package io.fairlead.cluster.courier;

class LocalCourierContractTest extends NodeCourierContract {
    @Override
    protected NodeCourier open(String nodeId, LocalEndpoint endpoint) {
        return new LocalCourier(nodeId, endpoint);
    }
}
