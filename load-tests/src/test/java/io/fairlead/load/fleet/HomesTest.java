package io.fairlead.load.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HomesTest {
    private static final Target TARGET = new Target("127.0.0.1", 21_116, "");

    private static FleetPlan plan(int udp, int perHome, int first, int all, int process) {
        return new FleetPlan(TARGET, 1, Sources.LOOPBACK, udp, 0, 0, perHome, 0, first, all, process);
    }

    @Test
    void devicesAreFoundByTheirAddressesAndNoTwoShareOneAndASlot() {
        Homes homes = plan(1000, 7, 0, 1000, 0).homes();
        Set<Long> places = new HashSet<>();
        for (int device = 0; device < 1000; device++) {
            assertThat(homes.device(homes.ip(device), homes.slot(device))).isEqualTo(device);
            places.add((long) homes.ip(device) << 8 | homes.slot(device));
        }
        assertThat(places).hasSize(1000);
        // The last home is not full.
        assertThat(homes.device(homes.ip(999), 6)).isEqualTo(Homes.NOBODY);
    }

    @Test
    void aHomeThatMovesIsAtItsNewAddressAloneAndNobodyElseIsThere() {
        Homes homes = plan(100, 2, 0, 100, 0).homes();
        int before = homes.ip(10);
        assertThat(homes.move(homes.home(10))).isTrue();
        assertThat(homes.ip(10)).isNotEqualTo(before);
        assertThat(homes.device(before, 0)).isEqualTo(Homes.NOBODY);
        assertThat(homes.device(homes.ip(10), 0)).isEqualTo(10);
        assertThat(homes.device(homes.ip(11), 1)).isEqualTo(11);
        for (int device = 0; device < 100; device++) {
            assertThat(homes.device(homes.ip(device), homes.slot(device))).isEqualTo(device);
        }
    }

    @Test
    void aMillionHomesCanMoveOnceAndThenBeginAnew() {
        Homes homes = plan(1_000_000, 1, 0, 1_000_000, 0).homes();
        int first = homes.ip(999_999);
        int moves = 0;
        while (homes.move(999_999)) {
            moves++;
            assertThat(homes.device(homes.ip(999_999), 0)).isEqualTo(999_999);
        }
        assertThat(moves).isGreaterThanOrEqualTo(1);
        assertThat(homes.ip(999_999)).isEqualTo(first);
    }

    @Test
    void homesOfSeveralProcessesAndOtherAddressesAreApart() {
        Set<Integer> addresses = new HashSet<>();
        int[] sizes = {333, 333, 334};
        int first = 0;
        int homes = 0;
        for (int process = 0; process < 3; process++) {
            FleetPlan plan = plan(sizes[process], 4, first, 1000, process);
            Homes own = plan.homes();
            homes += own.count();
            for (int device = 0; device < sizes[process]; device++) {
                addresses.add(own.ip(device));
            }
            for (int i = 0; i < 512; i++) {
                addresses.add(plan.otherIp(i));
            }
            first += sizes[process];
        }
        assertThat(addresses).hasSize(homes + 3 * 512);
    }

    @Test
    void numbersOutOfRangeAreNamed() {
        assertThatThrownBy(() -> plan(1, 33, 0, 1, 0)).hasMessage("devices of a home: 33 (expected: 1..32)");
        assertThatThrownBy(() -> plan(5, 1, 1, 5, 0)).hasMessage("first device: 1 (expected: 0..0)");
        assertThatThrownBy(() -> plan(5_000_000, 1, 0, 5_000_000, 0)).hasMessageContaining("devices by UDP: 5000000");
    }
}
