package io.fairlead.load.capacity;

/**
 * How busy a cluster is, in closed form: what each thing costs, times how often it comes, divided among nodes. Of
 * introductions the share {@code (n - 1) / n} is asked for at another node than knows the device, as a balancer knows
 * nothing of either. Pure.
 *
 * @param costs of all that is done
 */
public record CapacityModel(Costs costs) {
    /**
     * How busy servers are.
     *
     * @param rendezvous cores' time that all rendezvous nodes take together
     * @param redis      share of the one core that Redis works on
     * @param relay      cores' time that all relays take together
     */
    public record Load(double rendezvous, double redis, double relay) {}

    /**
     * Says how busy a cluster is.
     *
     * @param demand     of all clients
     * @param rendezvous nodes, at least 1
     * @param relays     nodes, at least 1
     * @return in cores
     */
    public Load load(Demand demand, int rendezvous, int relays) {
        double forwarded = demand.introductions() * (rendezvous - 1) / rendezvous;
        return new Load(all(costs.rendezvous(), demand, rendezvous) + 2 * forwarded * costs.forwarded(),
                all(costs.redis(), demand, 1) + rendezvous * costs.redis().perNode(),
                all(costs.relay(), demand, relays));
    }

    private static double all(Costs.Each each, Demand demand, int processes) {
        return processes * (each.idle() + (processes - 1) * each.perNode())
                + demand.heartbeats() * each.heartbeat() + demand.registrations() * each.registration()
                + demand.introductions() * each.introduction() + demand.starts() * each.session()
                + demand.megabytes() * each.megabyte();
    }

    /**
     * Finds how many rendezvous nodes are needed so that the others carry all when one is lost.
     *
     * @param demand of all clients
     * @param cores  of each node
     * @param most   share of its cores that a node may use, more than 0, at most 1
     * @param limit  so many nodes there may be
     * @return 2 to limit; more than limit when those are not enough
     */
    public int rendezvousNodes(Demand demand, double cores, double most, int limit) {
        for (int nodes = 2; nodes <= limit; nodes++) {
            if (load(demand, nodes - 1, 1).rendezvous() <= (nodes - 1) * cores * most) {
                return nodes;
            }
        }
        return limit + 1;
    }

    /**
     * Finds how many relays are needed so that the others carry all when one is lost.
     *
     * @param demand   of all clients
     * @param cores    of each
     * @param most     share of its cores that a relay may use, more than 0, at most 1
     * @param megabits of each one's network, in each direction
     * @param limit    so many relays there may be
     * @return 2 to limit; more than limit when those are not enough
     */
    public int relays(Demand demand, double cores, double most, double megabits, int limit) {
        double wire = demand.sessions() * demand.megabits();
        for (int nodes = 2; nodes <= limit; nodes++) {
            boolean processor = load(demand, 1, nodes - 1).relay() <= (nodes - 1) * cores * most;
            if (processor && wire <= (nodes - 1) * megabits * most) {
                return nodes;
            }
        }
        return limit + 1;
    }
}
