package io.fairlead.load.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulation against what is known of queues, and the model in closed form against the simulation. */
class ClusterSimulationTest {
    private static final Costs.Each NOTHING = new Costs.Each(0, 0, 0, 0, 0, 0, 0);

    private static Costs costs(Costs.Each rendezvous, Costs.Each redis, double forwarded) {
        return new Costs(rendezvous, redis, NOTHING, forwarded, 0, 0, 0, 0);
    }

    private static Demand demand(double devices, double registrations, double introductions) {
        return new Demand(devices, 15, registrations, introductions, 0, 10, 1);
    }

    @Test
    void oneCoreIsAQueueAsInBooks() {
        // M/M/1, halves of 0.25 ms: the time in it is Erlang-like; the mean of each visit is s / (1 - load).
        Costs costs = costs(new Costs.Each(0, 0, 0, 0, 0.0005, 0, 0), NOTHING, 0);
        ClusterSimulation.Result quiet = new ClusterSimulation(costs, demand(0, 0, 10), 1, 1, 1).run(1000);
        // Two exponential halves: the median of their sum is 1.678 of one.
        assertThat(quiet.median()).isCloseTo(1.678 * 0.00025, Percentage.withPercentage(3));
        assertThat(quiet.rendezvous()).isCloseTo(0.005, Percentage.withPercentage(5));
        ClusterSimulation.Result busy = new ClusterSimulation(costs, demand(0, 0, 1600), 1, 1, 1).run(100);
        assertThat(busy.rendezvous()).isCloseTo(0.8, Percentage.withPercentage(3));
        assertThat(busy.median()).isBetween(3.5 * quiet.median(), 6.5 * quiet.median());
    }

    @Test
    void twoCoresWaitLessThanOneOfTheSameLoad() {
        Costs costs = costs(new Costs.Each(0, 0, 0, 0, 0.0005, 0, 0), NOTHING, 0);
        double one = new ClusterSimulation(costs, demand(0, 0, 1600), 1, 1, 1).run(60).p99();
        double two = new ClusterSimulation(costs, demand(0, 0, 3200), 1, 2, 1).run(60).p99();
        assertThat(two).isLessThan(0.8 * one);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4, 8})
    void theClosedFormSaysWhatTheSimulationFinds(int nodes) {
        Costs costs = costs(new Costs.Each(0.02, 0.003, 5e-6, 1e-4, 4e-4, 0, 0),
                new Costs.Each(0.01, 0.002, 1e-7, 3e-5, 4e-5, 0, 0), 1e-4);
        Demand demand = demand(200_000.0 * nodes, 100.0 * nodes, 500.0 * nodes);
        CapacityModel.Load load = new CapacityModel(costs).load(demand, nodes, 1);
        ClusterSimulation.Result found = new ClusterSimulation(costs, demand, nodes, 2, 7).run(20);
        assertThat(found.rendezvous()).isCloseTo(load.rendezvous() / (2 * nodes), Percentage.withPercentage(3));
        assertThat(found.redis()).isCloseTo(load.redis(), Percentage.withPercentage(8));
        assertThat(found.introductions()).isGreaterThan(1000);
    }

    @Test
    void oneNodeForwardsNothing() {
        Costs costs = costs(new Costs.Each(0, 0, 0, 0, 1e-4, 0, 0), NOTHING, 1);
        assertThat(new ClusterSimulation(costs, demand(0, 0, 100), 1, 2, 1).run(100).rendezvous())
                .isCloseTo(0.005, Offset.offset(0.0005));
    }
}
