package io.fairlead.load.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class RedisProcessTest {
    @Test
    void comesBackEmptyOnTheSamePortAfterItWasKilled() throws IOException {
        try (RedisProcess redis = RedisProcess.server()) {
            assertThat(redis.ask("SET", "key", "välue")).isEqualTo("OK");
            assertThat(redis.ask("GET", "key")).isEqualTo("välue");
            redis.kill();
            assertThatThrownBy(() -> redis.ask("PING")).isInstanceOf(IOException.class);
            redis.start();
            assertThat(redis.ask("GET", "key")).isEmpty();
        }
    }

    @Test
    void keepsWhatIsAppendedToItsFile() throws IOException {
        try (RedisProcess redis = RedisProcess.server("--appendonly", "yes", "--appendfsync", "always")) {
            redis.ask("SET", "key", "value");
            redis.kill();
            redis.start();
            assertThat(redis.ask("GET", "key")).isEqualTo("value");
        }
    }

    @Test
    void answersNothingWhileItIsFrozen() throws IOException {
        try (RedisProcess redis = RedisProcess.server()) {
            redis.freeze();
            assertThatThrownBy(() -> redis.ask("PING")).isInstanceOf(SocketTimeoutException.class);
            redis.thaw();
            assertThat(redis.ask("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void isASentinelOrAClustersNodeToo() throws IOException {
        try (RedisProcess master = RedisProcess.server("--cluster-enabled", "yes");
                RedisProcess sentinel = RedisProcess.sentinel(
                        "sentinel monitor main 127.0.0.1 " + master.port() + " 1")) {
            assertThat(master.ask("CLUSTER", "INFO")).contains("cluster_state:");
            assertThat(sentinel.ask("SENTINEL", "get-master-addr-by-name", "main"))
                    .isEqualTo("127.0.0.1\n" + master.port());
        }
    }

    @Test
    void leavesNothingBehind() throws IOException {
        RedisProcess redis = RedisProcess.server();
        redis.close();
        assertThat(redis.isAlive()).isFalse();
        assertThat(Files.exists(redis.directory())).isFalse();
    }

    @Test
    void saysWhyItDoesNotStart() {
        assertThatThrownBy(() -> RedisProcess.server("--no-such-option", "1"))
                .isInstanceOf(IOException.class).hasMessageContaining("no-such-option");
    }
}
