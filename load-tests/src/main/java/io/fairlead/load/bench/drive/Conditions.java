package io.fairlead.load.bench.drive;

import io.fairlead.load.bench.result.Figure;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Under which conditions a window was measured, and whether other programs took part in it.
 *
 * @param serverPercent        CPU time of the server by wall time; 100 is one core
 * @param serverWaitPercent    time that the server's threads were kept waiting for a core, by wall time
 * @param generatorWaitPercent the same of the generator
 */
record Conditions(double serverPercent, double serverWaitPercent, double generatorWaitPercent) {
    private static final Figure BUSY = Figure.condition("server_busy_percent", "server busy", "%",
            "CPU time of the server by wall time; 100 is one core.");
    private static final Figure WAIT = Figure.condition("server_wait_percent", "server waits", "%",
            "Time that the server's threads were ready and had no core, by wall time: to each other, or to other"
                    + " programs.");
    private static final Figure OWN_WAIT = Figure.condition("generator_wait_percent", "generator waits", "%",
            "The same of the generator, which should have its core to itself.");
    /** Threads of one server keep each other waiting too, but then the core is busy with that server. */
    private static final double SERVER_MAY_WAIT = 10;
    private static final double CORE_WANTED = 80;
    private static final double CORE_HAD = 90;
    private static final double GENERATOR_MAY_WAIT = 3;

    static List<Figure> figures() {
        return List.of(BUSY, WAIT, OWN_WAIT);
    }

    void addTo(Map<String, Double> values) {
        values.put(BUSY.key(), serverPercent);
        values.put(WAIT.key(), serverWaitPercent);
        values.put(OWN_WAIT.key(), generatorWaitPercent);
    }

    /** What is to be said against the window. */
    Optional<String> warning() {
        boolean waits = serverWaitPercent > SERVER_MAY_WAIT;
        boolean wanted = serverPercent + serverWaitPercent > CORE_WANTED && serverPercent < CORE_HAD;
        if (waits && (wanted || serverWaitPercent > serverPercent)) {
            return Optional.of("other programs took the server's core: measure on a quiet machine");
        }
        if (generatorWaitPercent > GENERATOR_MAY_WAIT) {
            return Optional.of("other programs took the generator's core: measure on a quiet machine");
        }
        return Optional.empty();
    }
}
