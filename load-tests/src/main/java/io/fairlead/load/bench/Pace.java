package io.fairlead.load.bench;

import java.time.Duration;

/**
 * How long a round takes, and where from.
 *
 * @param settle   load before anything is measured, so that windows have opened and queues have filled
 * @param measured load that is measured
 * @param sources  where the generator's sockets are
 */
public record Pace(Duration settle, Duration measured, Sources sources) {}
