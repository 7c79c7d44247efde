package io.fairlead.relay.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.relay.config.BandwidthRules;
import org.junit.jupiter.api.Test;

class LoadTest {
    @Test
    void theScarcerOfBandwidthAndConnectionsCounts() {
        // 1024 Mb/s in all are 128,000,000 bytes per second.
        assertThat(Load.of(0, BandwidthRules.DEFAULT, 0, 100)).isZero();
        assertThat(Load.of(64e6, BandwidthRules.DEFAULT, 10, 100)).isEqualTo(0.5);
        assertThat(Load.of(64e6, BandwidthRules.DEFAULT, 90, 100)).isEqualTo(0.9);
        assertThat(Load.of(256e6, BandwidthRules.DEFAULT, 90, 100)).isEqualTo(2);
    }
}
