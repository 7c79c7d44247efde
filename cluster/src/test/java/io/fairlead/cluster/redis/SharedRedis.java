package io.fairlead.cluster.redis;

import io.fairlead.load.lab.RedisProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One real Redis for the tests of a class, empty at the beginning of each. What a test opens is closed after it. */
final class SharedRedis implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private RedisProcess process;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        process = RedisProcess.server();
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        process.start();
        process.ask("FLUSHALL");
    }

    RedisProcess process() {
        return process;
    }

    RedisConfig config() {
        return new RedisConfig(
                process.url(), Optional.empty(), Optional.empty(), Duration.ofSeconds(10), "test", 0);
    }

    /** A connection as another node would have it. */
    RedisStore connect() throws InterruptedException {
        return closing(RedisStore.connect(config(), Duration.ofSeconds(10)));
    }

    <T extends AutoCloseable> T closing(T part) {
        opened.push(part);
        return part;
    }

    @Override
    public void afterEach(ExtensionContext context) throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        process.close();
    }
}
