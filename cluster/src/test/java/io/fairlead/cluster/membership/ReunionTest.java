package io.fairlead.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.protocol.address.HostPort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReunionTest {
    private static final HostPort SEED_1 = new HostPort("192.0.2.1", 7);
    private static final HostPort SEED_2 = new HostPort("192.0.2.2", 7);

    private long now;
    private final Reunion reunion = new Reunion(List.of(SEED_1, SEED_2), () -> now, Duration.ofNanos(10));

    private static Roster of(ClusterMember.Status self, String... others) {
        return new Roster(true, "pekko://fairlead@192.0.2.1:7",
                Stream.concat(Stream.of(new ClusterMember("a", "192.0.2.1:7", self, true, "1", true)),
                        Stream.of(others).map(address -> new ClusterMember(
                                address, address, ClusterMember.Status.UP, true, "1", false)))
                        .toList(),
                Map.of());
    }

    private static CourierMessage.Greeting greeting(String from, int members, String lowest) {
        return new CourierMessage.Greeting("pekko://fairlead@" + from, false, members, lowest);
    }

    private void settle(Roster roster) {
        reunion.changed(roster);
        now += 10;
    }

    @Test
    void aSeedThatIsNoMemberIsGreetedOnceTheNodeHasBeenUpForAWhile() {
        reunion.changed(of(ClusterMember.Status.JOINING));
        now += 100;
        assertThat(reunion.strangers()).isEmpty();
        reunion.changed(of(ClusterMember.Status.UP));
        now += 9;
        assertThat(reunion.strangers()).isEmpty();
        assertThat(reunion.greeting(false)).isEmpty();
        now += 1;

        assertThat(reunion.strangers()).containsExactly(SEED_2);
        assertThat(reunion.greeting(true)).contains(
                new CourierMessage.Greeting("pekko://fairlead@192.0.2.1:7", true, 1, "192.0.2.1:7"));

        reunion.changed(of(ClusterMember.Status.UP, "192.0.2.2:7"));
        assertThat(reunion.strangers()).isEmpty();
        reunion.changed(Roster.NONE);
        assertThat(reunion.greeting(false)).isEmpty();
    }

    @Test
    void theSmallerClusterGivesWayAndOfEqualOnesThatWithTheHigherAddress() {
        settle(of(ClusterMember.Status.UP, "192.0.2.9:7"));

        assertThat(reunion.givesWayTo(greeting("192.0.2.2:7", 3, "192.0.2.2:7"))).isTrue();
        assertThat(reunion.givesWayTo(greeting("192.0.2.2:7", 1, "192.0.2.0:7"))).isFalse();
        assertThat(reunion.givesWayTo(greeting("192.0.2.2:7", 2, "192.0.2.0:7"))).isTrue();
        assertThat(reunion.givesWayTo(greeting("192.0.2.2:7", 2, "192.0.2.2:7"))).isFalse();
    }

    @Test
    void nobodyGivesWayToAMemberOrToANodeThatIsNoSeed() {
        settle(of(ClusterMember.Status.UP));
        assertThat(reunion.givesWayTo(greeting("192.0.2.3:7", 3, "192.0.2.2:7"))).isFalse();
        assertThat(reunion.givesWayTo(greeting("", 3, ""))).isFalse();

        settle(of(ClusterMember.Status.UP, "192.0.2.2:7"));
        assertThat(reunion.givesWayTo(greeting("192.0.2.2:7", 3, "192.0.2.2:7"))).isFalse();
    }
}
