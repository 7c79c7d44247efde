package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.PeerRegistryMoveContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisSentinelPeerRegistryMoveContractTest extends PeerRegistryMoveContract {
    private static RedisSetup redis;

    private TestNode node;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisSetup.sentinel();
    }

    @AfterAll
    static void endRedis() {
        redis.close();
    }

    @Override
    protected PeerRegistry open() throws InterruptedException {
        node = TestNode.open(redis.fresh(), "node", "node-1", "node-2");
        return node;
    }

    @AfterEach
    void endNode() {
        node.end();
    }
}
