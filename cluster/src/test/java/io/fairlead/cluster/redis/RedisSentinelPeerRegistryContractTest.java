package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.SharedRoutesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSentinelPeerRegistryContractTest extends SharedRoutesContract {
    @RegisterExtension
    static final RedisNode NODE = new RedisNode(RedisSetup::sentinel);

    @Override
    protected PeerRegistry open() throws InterruptedException {
        return NODE.open();
    }
}
