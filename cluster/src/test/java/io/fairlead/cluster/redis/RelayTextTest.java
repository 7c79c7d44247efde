package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.relay.RelayAnnouncement;
import org.junit.jupiter.api.Test;

class RelayTextTest {
    @Test
    void whatWasWrittenIsRead() {
        RelayAnnouncement relay = new RelayAnnouncement(
                "relay-1", "[2001:db8::1]:21117", "eu=west", 1.25, 17, true, "0.1.0");
        assertThat(RelayText.read("relay-1", RelayText.write(relay))).contains(relay);
    }

    @Test
    void whatALaterVersionAddsIsPassedOver() {
        assertThat(RelayText.read("r", "weight=7\nload=0.5\nsessions=3\n\nnonsense"))
                .contains(new RelayAnnouncement("r", "", "", 0.5, 3, false, ""));
    }

    @Test
    void aLineFeedInAValueMakesNoOtherValue() {
        RelayAnnouncement relay = new RelayAnnouncement("r", "", "eu\ndraining=true", 0, 0, false, "");
        assertThat(RelayText.read("r", RelayText.write(relay)))
                .contains(new RelayAnnouncement("r", "", "eu draining=true", 0, 0, false, ""));
    }

    @Test
    void numbersThatAreNoneAreNoAnnouncement() {
        assertThat(RelayText.read("r", "load=much")).isEmpty();
        assertThat(RelayText.read("r", "load=-1")).isEmpty();
    }
}
