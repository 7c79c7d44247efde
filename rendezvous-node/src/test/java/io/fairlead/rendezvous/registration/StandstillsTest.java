package io.fairlead.rendezvous.registration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StandstillsTest {
    private final Standstills standstills = new Standstills(0);

    private static long seconds(int seconds) {
        return Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void whatIsHeardWhileAllIsWellWasSentThen() {
        standstills.ran(seconds(1));
        assertThat(standstills.sent(seconds(2))).isEqualTo(seconds(2));
    }

    @Test
    void whatIsHeardAfterALongTimeWasSentWhenThisProcessLastRanAtTheEarliest() {
        standstills.ran(seconds(1));
        assertThat(standstills.sent(seconds(11))).as("before the pause is noticed").isEqualTo(seconds(1));
        standstills.ran(seconds(11));
        assertThat(standstills.sent(seconds(11) + 1)).as("right after it").isEqualTo(seconds(1));
        assertThat(standstills.sent(seconds(12))).as("later").isEqualTo(seconds(12));
    }
}
