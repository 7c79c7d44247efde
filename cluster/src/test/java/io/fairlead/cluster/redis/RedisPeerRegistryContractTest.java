package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.SharedRoutesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisPeerRegistryContractTest extends SharedRoutesContract {
    @RegisterExtension
    static final RedisNode NODE = new RedisNode(() -> RedisSetup.single());

    @Override
    protected PeerRegistry open() throws InterruptedException {
        return NODE.open();
    }
}
