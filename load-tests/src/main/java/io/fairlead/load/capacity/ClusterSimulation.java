package io.fairlead.load.capacity;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.DoubleConsumer;
import org.HdrHistogram.Histogram;

/**
 * A cluster's rendezvous nodes and Redis as queues, by events: whoever comes waits for the first free core of the node,
 * and Redis has one core. Arrivals are random (Poisson), and so is what each takes (exponential, with the mean that was
 * measured), which is worse than what servers do. An introduction takes half of its time when it is asked for, asks
 * Redis, goes to the device's node if that is another, and takes the other half when the device's answer is there. The
 * same seed gives the same result. For one thread.
 */
public final class ClusterSimulation {
    private static final double NANOS = 1e9;
    private static final long LONGEST_NANOS = 60_000_000_000L;
    private static final int DIGITS = 3;
    /** What a process does for itself comes in pieces of this length, in seconds. */
    private static final double PIECE = 0.001;
    /** Before, queues are still filling: this share of the simulated time is not counted. */
    private static final double WARM_UP = 0.1;

    private final Costs costs;
    private final Demand demand;
    private final SplittableRandom random;
    private final Queue[] nodes;
    private final Queue redis = new Queue(1);
    private final PriorityQueue<Step> steps = new PriorityQueue<>(Comparator.comparingDouble(Step::time));
    private final Histogram introductions = new Histogram(LONGEST_NANOS, DIGITS);
    private double end;
    private double from;

    /**
     * What came out.
     *
     * @param rendezvous    share of all rendezvous nodes' cores that is busy
     * @param redis         share of Redis' core that is busy
     * @param median        seconds that half of all introductions take at most, without the device's own time
     * @param p99           seconds that 99 % take at most
     * @param introductions that were counted
     */
    public record Result(double rendezvous, double redis, double median, double p99, long introductions) {}

    /** Something that happens when its time has come. */
    private record Step(double time, DoubleConsumer what) {}

    /** Cores that take whoever comes in turn. */
    private static final class Queue {
        private final double[] free;
        private double busy;

        Queue(int cores) {
            free = new double[cores];
        }

        /** Answers when it is done; the first core is always the one that is free first. */
        double serve(double arrival, double takes) {
            busy += takes;
            double done = Math.max(arrival, free[0]) + takes;
            free[0] = done;
            for (int i = 1; i < free.length && free[i] < free[i - 1]; i++) {
                double later = free[i - 1];
                free[i - 1] = free[i];
                free[i] = later;
            }
            return done;
        }
    }

    /**
     * A cluster of equal nodes.
     *
     * @param costs  of all that is done
     * @param demand of all clients
     * @param nodes  at least 1
     * @param cores  of each, at least 1
     * @param seed   of what is random
     */
    public ClusterSimulation(Costs costs, Demand demand, int nodes, int cores, long seed) {
        this.costs = costs;
        this.demand = demand;
        this.random = new SplittableRandom(seed);
        this.nodes = new Queue[nodes];
        Arrays.setAll(this.nodes, i -> new Queue(cores));
    }

    /**
     * Runs it.
     *
     * @param seconds of simulated time, more than 0
     * @return how busy all are, and how long introductions take
     */
    public Result run(double seconds) {
        end = seconds;
        from = seconds * WARM_UP;
        stream(demand.heartbeats(), this::heartbeat);
        stream(demand.registrations(), this::registration);
        stream(demand.introductions(), this::introduction);
        for (Queue node : nodes) {
            own(node, costs.rendezvous().idle() + (nodes.length - 1) * costs.rendezvous().perNode());
        }
        own(redis, costs.redis().idle() + nodes.length * costs.redis().perNode());
        while (!steps.isEmpty()) {
            Step step = steps.poll();
            step.what().accept(step.time());
        }
        double busy = Arrays.stream(nodes).mapToDouble(node -> node.busy).sum();
        return new Result(busy / seconds / (nodes.length * nodes[0].free.length), redis.busy / seconds,
                introductions.getValueAtPercentile(50) / NANOS, introductions.getValueAtPercentile(99) / NANOS,
                introductions.getTotalCount());
    }

    private void stream(double perSecond, DoubleConsumer what) {
        if (perSecond > 0) {
            next(0, perSecond, what);
        }
    }

    private void next(double now, double perSecond, DoubleConsumer what) {
        double at = now + exponential(1 / perSecond);
        if (at < end) {
            steps.add(new Step(at, time -> {
                what.accept(time);
                next(time, perSecond, what);
            }));
        }
    }

    private void own(Queue queue, double share) {
        if (share > 0) {
            stream(share / PIECE, time -> queue.serve(time, exponential(PIECE)));
        }
    }

    private void heartbeat(double now) {
        double done = any().serve(now, exponential(costs.rendezvous().heartbeat()));
        later(done, time -> redis.serve(time, exponential(costs.redis().heartbeat())));
    }

    private void registration(double now) {
        double done = any().serve(now, exponential(costs.rendezvous().registration()));
        later(done, time -> redis.serve(time, exponential(costs.redis().registration())));
    }

    private void introduction(double now) {
        Queue asked = any();
        Queue knows = any();
        double half = costs.rendezvous().introduction() / 2;
        double extra = asked == knows ? 0 : costs.forwarded();
        later(asked.serve(now, exponential(half)), found -> later(
                redis.serve(found, exponential(costs.redis().introduction())), forward -> later(
                        extra == 0 ? forward : asked.serve(forward, exponential(extra)), push -> later(
                                extra == 0 ? push : knows.serve(push, exponential(extra)),
                                answer -> count(now, asked.serve(answer, exponential(half)))))));
    }

    private void count(double began, double done) {
        if (began >= from) {
            introductions.recordValue(Math.min(LONGEST_NANOS, (long) ((done - began) * NANOS)));
        }
    }

    private void later(double time, DoubleConsumer what) {
        steps.add(new Step(time, what));
    }

    private Queue any() {
        return nodes[random.nextInt(nodes.length)];
    }

    private double exponential(double mean) {
        return -Math.log(1 - random.nextDouble()) * mean;
    }
}
