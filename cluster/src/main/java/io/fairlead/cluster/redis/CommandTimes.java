package io.fairlead.cluster.redis;

import io.fairlead.cluster.redis.RedisEvents.Command;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolKeyword;
import java.net.SocketAddress;

/** Tells how long each command took. */
final class CommandTimes implements CommandLatencyRecorder {
    private final RedisEvents events;

    CommandTimes(RedisEvents events) {
        this.events = events;
    }

    @Override
    public void recordCommandLatency(
            SocketAddress local, SocketAddress remote, ProtocolKeyword command, long firstResponse, long completion) {
        events.answered(kind(command), completion);
    }

    private static Command kind(ProtocolKeyword command) {
        if (command == CommandType.EVALSHA || command == CommandType.EVAL) {
            return Command.SCRIPT;
        }
        if (command == CommandType.WAIT) {
            return Command.WAIT;
        }
        return command == CommandType.PING ? Command.PING : Command.OTHER;
    }
}
