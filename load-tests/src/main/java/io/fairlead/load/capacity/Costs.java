package io.fairlead.load.capacity;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;

/**
 * What servers take for what they do, as measured: see {@code docs/capacity.md} for where each figure is from.
 * Processor time is of one core of the machine that they were measured on.
 *
 * @param rendezvous   nodes that tell each other and Redis
 * @param redis        of the one server of a shard that does the writing
 * @param relay        nodes
 * @param forwarded    seconds of processor time that an introduction takes more, at each of two nodes, when the device
 *                     is known to another node than asks
 * @param device       bytes of a rendezvous node's memory for a device
 * @param record       bytes of Redis' memory for a device
 * @param session      bytes of a relay's memory for a session
 * @param datagram     bytes on the network for a heartbeat and its answer, headers included
 */
public record Costs(Each rendezvous, Each redis, Each relay, double forwarded, double device, double record,
        double session, double datagram) {
    /**
     * Of one role.
     *
     * @param idle         share of a core that a process takes for itself
     * @param perNode      share of a core that it takes more for each other node
     * @param heartbeat    seconds of processor time
     * @param registration seconds of processor time
     * @param introduction seconds of processor time
     * @param session      seconds of processor time
     * @param megabyte     seconds of processor time, for a million bytes
     */
    public record Each(double idle, double perNode, double heartbeat, double registration, double introduction,
            double session, double megabyte) {
        private static Each of(Config config) {
            return new Each(config.getDouble("idle"), config.getDouble("per-node"), micros(config, "heartbeat"),
                    micros(config, "registration"), micros(config, "introduction"), micros(config, "session"),
                    micros(config, "megabyte"));
        }
    }

    private static final double MICROS = 1e6;

    /**
     * Reads what was measured on the machine that the guide names.
     *
     * @return the costs that come along
     */
    public static Costs measured() {
        Config config = ConfigFactory.parseResources(Costs.class, "costs.conf").resolve();
        return new Costs(Each.of(config.getConfig("rendezvous")), Each.of(config.getConfig("redis")),
                Each.of(config.getConfig("relay")), micros(config, "forwarded"), config.getDouble("device-bytes"),
                config.getDouble("record-bytes"), config.getDouble("session-bytes"),
                config.getDouble("heartbeat-bytes"));
    }

    private static double micros(Config config, String name) {
        return config.getDouble(name) / MICROS;
    }
}
