package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmbeddedOptionsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void namesWhatIsOutOfRange() {
        refuses("storeQueue: 0 (expected: 1 or more)", 0, 1, 1, 1, SECOND, SECOND);
        refuses("storeBatch: -1 (expected: 1 or more)", 1, -1, 1, 1, SECOND, SECOND);
        refuses("locateQueue: 0 (expected: 1 or more)", 1, 1, 0, 1, SECOND, SECOND);
        refuses("readers: 0 (expected: 1 or more)", 1, 1, 1, 0, SECOND, SECOND);
        refuses("answerTimeout: PT0S (expected: above 0)", 1, 1, 1, 1, SECOND, Duration.ZERO);
        refuses("busyTimeout: PT-1S (expected: 0..PT1S)", 1, 1, 1, 1, SECOND.negated(), SECOND);
        refuses("busyTimeout: PT2S (expected: 0..PT1S)", 1, 1, 1, 1, SECOND.multipliedBy(2), SECOND);
    }

    private static void refuses(String message, int storeQueue, int storeBatch, int locateQueue, int readers,
            Duration busyTimeout, Duration answerTimeout) {
        assertThatThrownBy(
                () -> new EmbeddedOptions(storeQueue, storeBatch, locateQueue, readers, busyTimeout, answerTimeout))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
