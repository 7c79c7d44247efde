package io.fairlead.cluster.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SessionDirectory} must do. */
public abstract class SessionDirectoryContract {
    private SessionDirectory sessions;

    /** Opens a directory that knows no session and waits for one not longer than some seconds. */
    protected abstract SessionDirectory open() throws Exception;

    @BeforeEach
    void openDirectory() throws Exception {
        sessions = open();
    }

    private static boolean await(CompletionStage<Boolean> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Test
    void anAnnouncedSessionIsKnownToBothSides() {
        sessions.announce("a");
        assertThat(await(sessions.announced("a"))).isTrue();
        assertThat(await(sessions.announced("a"))).isTrue();
    }

    @Test
    void aSessionThatNobodyAnnouncesIsNot() {
        sessions.announce("a");
        assertThat(await(sessions.announced("b"))).isFalse();
    }

    @Test
    void sidesThatCameTooEarlyAreToldWhenItIsAnnounced() {
        CompletableFuture<Boolean> one = sessions.announced("a").toCompletableFuture();
        CompletableFuture<Boolean> other = sessions.announced("a").toCompletableFuture();
        sessions.announce("a");
        assertThat(await(one)).isTrue();
        assertThat(await(other)).isTrue();
    }
}
