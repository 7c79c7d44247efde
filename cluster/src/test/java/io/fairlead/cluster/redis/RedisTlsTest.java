package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.lab.RedisProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RedisTlsTest {
    @TempDir
    private static Path directory;

    private static TestCertificate certificate;
    private static RedisProcess redis;
    private static String url;

    @BeforeAll
    static void start() throws Exception {
        certificate = TestCertificate.make(directory);
        int port = RedisProcess.freePort();
        redis = RedisProcess.server("--tls-port", "" + port, "--tls-cert-file", certificate.certificate().toString(),
                "--tls-key-file", certificate.key().toString(), "--tls-auth-clients", "no", "--requirepass",
                "opensesame");
        url = "rediss://127.0.0.1:" + port;
    }

    @AfterAll
    static void end() {
        redis.close();
    }

    private static RedisConfig config(String where, Optional<String> password, Optional<Path> ca) {
        return new RedisConfig(where, password, ca, Duration.ofSeconds(2), "fairlead", 0);
    }

    @Test
    void speaksTlsWithThePasswordOfTheConfiguration() throws InterruptedException {
        works(config(url, Optional.of("opensesame"), Optional.of(certificate.certificate())));
    }

    @Test
    void speaksTlsWithThePasswordOfTheUrl() throws InterruptedException {
        works(config(url.replace("//", "//:opensesame@"), Optional.empty(), Optional.of(certificate.certificate())));
        works(config(
                url.replace("//", "//default:opensesame@"), Optional.empty(), Optional.of(certificate.certificate())));
    }

    private static void works(RedisConfig config) throws InterruptedException {
        try (RedisStore store = RedisStore.connect(config, Duration.ofSeconds(5));
                NodeLeases leases = NodeLeases.open(store, "node", "")) {
            assertThat(leases.live()).containsKey("node");
        }
    }

    @Test
    void refusesACertificateThatNobodyVouchesFor() {
        assertThatThrownBy(() -> RedisStore.connect(
                config(url, Optional.of("opensesame"), Optional.empty()), Duration.ofMillis(1)))
                .isInstanceOf(RedisUnreachableException.class).hasMessageContaining("certification path");
    }

    @Test
    void saysThatThePasswordIsWrongAndDoesNotShowIt() {
        assertThatThrownBy(() -> RedisStore.connect(config(url, Optional.of("wrong-one"),
                Optional.of(certificate.certificate())), Duration.ofMillis(1)))
                .isInstanceOf(RedisUnreachableException.class).hasMessageContaining("WRONGPASS")
                .hasMessageNotContaining("wrong-one");
    }

    @Test
    void allNodesHaveTheFirstOnesServerKey() throws InterruptedException {
        try (RedisStore store = RedisStore.connect(config(url, Optional.of("opensesame"),
                Optional.of(certificate.certificate())), Duration.ofSeconds(5))) {
            ServerKeyCheck check = new ServerKeyCheck(store);
            assertThat(outcome(check, "one")).isEqualTo(new ServerKeyCheck.Outcome.Same());
            assertThat(outcome(check, "one")).isEqualTo(new ServerKeyCheck.Outcome.Same());
            assertThat(outcome(check, "other")).isEqualTo(new ServerKeyCheck.Outcome.Differs("one"));
            store.close();
            assertThat(outcome(check, "one")).isEqualTo(new ServerKeyCheck.Outcome.Unavailable());
        }
    }

    private static ServerKeyCheck.Outcome outcome(ServerKeyCheck check, String key) {
        return check.claimServerKey(key).toCompletableFuture().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
