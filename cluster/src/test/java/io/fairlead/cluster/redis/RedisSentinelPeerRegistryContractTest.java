package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.PeerRegistryContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSentinelPeerRegistryContractTest extends PeerRegistryContract {
    @RegisterExtension
    static final RedisNode NODE = new RedisNode(RedisSetup::sentinel);

    @Override
    protected PeerRegistry open() throws InterruptedException {
        return NODE.open();
    }
}
