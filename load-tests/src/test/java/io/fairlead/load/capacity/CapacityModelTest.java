package io.fairlead.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CapacityModelTest {
    private static final Costs COSTS = new Costs(new Costs.Each(0.01, 0.001, 5e-6, 1e-4, 4e-4, 0, 0),
            new Costs.Each(0.01, 0.002, 0, 3e-5, 4e-5, 0, 0), new Costs.Each(0.01, 0, 0, 0, 0, 0.001, 0.0005), 1e-4,
            200, 300, 10_000, 120);
    private static final CapacityModel MODEL = new CapacityModel(COSTS);

    @Test
    void eachThingCostsWhatItCostsTimesHowOftenItComes() {
        CapacityModel.Load load = MODEL.load(new Demand(150_000, 15, 10, 100, 600, 10, 0.8), 2, 3);
        assertThat(load.rendezvous()).isCloseTo(
                2 * (0.01 + 0.001) + 10_000 * 5e-6 + 10 * 1e-4 + 100 * 4e-4 + 2 * 50 * 1e-4, Offset.offset(1e-9));
        assertThat(load.redis()).isCloseTo(0.01 + 2 * 0.002 + 10 * 3e-5 + 100 * 4e-5, Offset.offset(1e-9));
        assertThat(load.relay()).isCloseTo(3 * 0.01 + 1 * 0.001 + 60 * 0.0005, Offset.offset(1e-9));
    }

    @Test
    void oneNodeMoreThanIsNeededIsCountedSoThatOneMayBeLost() {
        assertThat(MODEL.rendezvousNodes(new Demand(1000, 15, 0, 1, 0, 10, 1), 2, 0.6, 64)).isEqualTo(2);
        Demand large = new Demand(10_000_000, 15, 0, 1, 0, 10, 1);
        int nodes = MODEL.rendezvousNodes(large, 2, 0.6, 64);
        assertThat(nodes).isEqualTo(4);
        assertThat(MODEL.load(large, nodes - 1, 1).rendezvous()).isLessThanOrEqualTo((nodes - 1) * 2 * 0.6);
        assertThat(MODEL.load(large, nodes - 2, 1).rendezvous()).isGreaterThan((nodes - 2) * 2 * 0.6);
        assertThat(MODEL.rendezvousNodes(large, 2, 0.6, 3)).isEqualTo(4);
    }

    @Test
    void relaysAreBoundByWhatIsScarce() {
        Demand demand = new Demand(0, 15, 0, 0, 4000, 10, 1);
        assertThat(MODEL.relays(demand, 2, 0.6, 100, 64)).isEqualTo(65);
        assertThat(MODEL.relays(demand, 2, 0.6, 10_000, 64)).isEqualTo(2);
        assertThat(MODEL.relays(demand, 0.1, 0.6, 10_000, 64)).isGreaterThan(2);
    }

    @Test
    void demandsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Demand(-1, 15, 0, 0, 0, 10, 1)).hasMessageContaining("devices: -1.0");
        assertThatThrownBy(() -> new Demand(1, 0, 0, 0, 0, 10, 1)).hasMessageContaining("heartbeat: 0.0");
        assertThatThrownBy(() -> new Demand(1, 15, 0, 0, Double.NaN, 10, 1)).hasMessageContaining("sessions: NaN");
    }
}
