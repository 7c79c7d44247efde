package io.fairlead.cluster.redis;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A Redis of some kind for all tests of a class, and a node with a store of its own for each. */
final class RedisNode implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    private final Callable<RedisSetup> kind;
    private RedisSetup redis;
    private TestNode node;

    RedisNode(Callable<RedisSetup> kind) {
        this.kind = kind;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        redis = kind.call();
    }

    TestNode open() throws InterruptedException {
        node = TestNode.open(redis.fresh(), "node", "node-1", "node-2");
        return node;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        node.end();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        redis.close();
    }
}
