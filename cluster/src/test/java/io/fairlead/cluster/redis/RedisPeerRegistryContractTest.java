package io.fairlead.cluster.redis;

import io.fairlead.cluster.peer.PeerRegistry;
import io.fairlead.cluster.peer.PeerRegistryContract;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisPeerRegistryContractTest extends PeerRegistryContract {
    private static RedisSetup redis;

    private TestNode node;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisSetup.single();
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
