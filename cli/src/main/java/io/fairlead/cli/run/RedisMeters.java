package io.fairlead.cli.run;

import io.fairlead.cluster.redis.RedisEvents;
import io.fairlead.metrics.Meters;
import io.fairlead.metrics.NodeMetric;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;

/** Measures commands to Redis. */
final class RedisMeters implements RedisEvents {
    private final Map<Command, LongConsumer> durations = new EnumMap<>(Command.class);
    private final Meters.Count failures;

    RedisMeters(Meters meters) {
        for (Command command : Command.values()) {
            durations.put(command, meters.plainDurations(
                    NodeMetric.REDIS_DURATION, command.name().toLowerCase(Locale.ROOT)));
        }
        this.failures = meters.counter(NodeMetric.REDIS_FAILURES);
    }

    @Override
    public void answered(Command command, long nanos) {
        durations.get(command).accept(nanos);
    }

    @Override
    public void failed() {
        failures.add(1);
    }
}
