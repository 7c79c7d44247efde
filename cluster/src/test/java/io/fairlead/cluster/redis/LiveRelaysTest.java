package io.fairlead.cluster.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.relay.RelayAnnouncement;
import io.fairlead.cluster.relay.RelayNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LiveRelaysTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private static List<LiveRelays.Heard> heard(String... nodeIds) {
        return Stream.of(nodeIds).map(id -> new LiveRelays.Heard(
                new RelayAnnouncement(id, "", "", 0, 0, false, "1"), Duration.ofSeconds(2))).toList();
    }

    private static List<String> ids(LiveRelays relays) {
        return relays.nodes().stream().map(RelayNode::id).toList();
    }

    @Test
    void relaysAreSortedByTheirIds() {
        assertThat(ids(LiveRelays.NONE.after(heard("b", "a"), 0))).containsExactly("a", "b");
    }

    @Test
    void aRelayThatIsNotFoundAmongOthersIsGoneAtOnce() {
        LiveRelays before = LiveRelays.NONE.after(heard("a", "b"), 0);
        assertThat(ids(before.after(heard("b"), SECOND))).containsExactly("b");
    }

    @Test
    void whenNoneIsFoundEachStaysUntilItsLeaseEnds() {
        LiveRelays before = LiveRelays.NONE.after(heard("a", "b"), 0);
        LiveRelays after = before.after(heard(), SECOND);
        assertThat(ids(after)).containsExactly("a", "b");
        assertThat(ids(after.after(heard(), 2 * SECOND))).isEmpty();
        assertThat(ids(after.after(heard("b"), SECOND + 1))).containsExactly("b");
    }

    @Test
    void afterAnAbsenceOfRedisRelaysHaveSomeTimeToBeFoundAgain() {
        LiveRelays away = LiveRelays.NONE.after(heard("a", "b"), 0).afterFailure();
        assertThat(ids(away)).containsExactly("a", "b");
        LiveRelays back = away.after(heard("b"), 100 * SECOND);
        assertThat(ids(back)).containsExactly("a", "b");
        assertThat(ids(back.after(heard("b"), 104 * SECOND))).containsExactly("a", "b");
        assertThat(ids(back.after(heard("b"), 105 * SECOND))).containsExactly("b");
    }

    @Test
    void aRelayThatWasFoundAgainAfterAnAbsenceIsLikeAnyOther() {
        LiveRelays back = LiveRelays.NONE.after(heard("a", "b"), 0).afterFailure().after(heard("b"), 100 * SECOND)
                .after(heard("a", "b"), 101 * SECOND);
        assertThat(ids(back.after(heard("b"), 102 * SECOND))).containsExactly("b");
    }
}
