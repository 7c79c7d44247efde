package io.fairlead.rendezvous.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.relay.RelayDirectory;
import io.fairlead.cluster.relay.RelayNode;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RelaySelectorTest {
    private record Fixed(List<RelayNode> relays) implements RelayDirectory {
        @Override
        public void configure(List<String> addresses) {
            throw new UnsupportedOperationException("the relays are given");
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private static RelayNode relay(String address, String region, double load, boolean alive) {
        return new RelayNode("id of " + address, address, region, load, alive);
    }

    private static Map<String, Long> chosen(String region, RelayNode... relays) {
        RelaySelector selector = new RelaySelector(new Fixed(List.of(relays)), region, new Random(1));
        return IntStream.range(0, 900).mapToObj(_ -> selector.select().address())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @Test
    void relaysOfOneLoadTakeTurns() {
        assertThat(chosen("", relay("a", "", 0, true), relay("b", "", 0, true), relay("c", "", 0, true)))
                .isEqualTo(Map.of("a", 300L, "b", 300L, "c", 300L));
    }

    @Test
    void theLessLoadedIsChosenMoreOftenAndTheMostLoadedOnlyAgainstItself() {
        Map<String, Long> chosen = chosen(
                "", relay("idle", "", 0.1, true), relay("half", "", 0.5, true), relay("full", "", 0.9, true));
        assertThat(chosen.get("idle")).isGreaterThan(chosen.get("half"));
        assertThat(chosen.get("half")).isGreaterThan(chosen.get("full"));
        assertThat(chosen.get("full")).isBetween(50L, 150L);
    }

    @Test
    void aRelayOfTheOwnRegionIsTakenHoweverLoaded() {
        assertThat(chosen("eu", relay("far", "us", 0, true), relay("near", "eu", 0.9, true)))
                .containsOnlyKeys("near");
    }

    @Test
    void withoutARelayInTheOwnRegionAnyServes() {
        assertThat(chosen("eu", relay("far", "us", 0, true), relay("near", "eu", 0, false)))
                .containsOnlyKeys("far");
    }

    @Test
    void whereNoneLivesNoneIsNamed() {
        assertThat(chosen("", relay("a", "", 0, false))).containsOnlyKeys("");
    }
}
