package io.fairlead.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LocalSessionsTest extends SessionDirectoryContract {
    private final AtomicLong now = new AtomicLong();

    @Override
    protected SessionDirectory open() {
        return new LocalSessions(now::get, Duration.ofMillis(300));
    }

    @Test
    void aSessionIsForgottenAfterAMinute() throws Exception {
        SessionDirectory sessions = open();
        sessions.announce("a");
        now.addAndGet(TimeUnit.SECONDS.toNanos(60));
        sessions.announce("b");
        assertThat(sessions.announced("a").toCompletableFuture().get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(sessions.announced("b").toCompletableFuture().get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theOldestAreForgottenWhenThereAreTooMany() throws Exception {
        SessionDirectory sessions = open();
        for (int i = 0; i <= 200_000; i++) {
            sessions.announce(String.valueOf(i));
        }
        assertThat(sessions.announced("0").toCompletableFuture().get(10, TimeUnit.SECONDS)).isFalse();
        assertThat(sessions.announced("200000").toCompletableFuture().get(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatIsLongerThanAnySessionsUuidIsNotKept() throws Exception {
        SessionDirectory sessions = open();
        for (int length : new int[]{128, 129}) {
            sessions.announce("u".repeat(length));
            assertThat(sessions.announced("u".repeat(length)).toCompletableFuture().get(10, TimeUnit.SECONDS))
                    .isEqualTo(length == 128);
        }
    }
}
