package io.fairlead.load.traffic;

import java.util.Optional;
import java.util.SplittableRandom;

/** Messages one after the other in the same manner: sound in active time, keep-alives in all. */
final class SteadySource implements Source {
    private final MessageKind kind;
    private final Distribution interval;
    private final Distribution size;
    private final Optional<Activity> activity;
    private final SplittableRandom random;
    private long at;
    private int bytes;

    /** Without {@code activity} whether anything happens or not. */
    SteadySource(MessageKind kind, Distribution interval, Distribution size, Optional<Activity> activity,
            SplittableRandom random) {
        this.kind = kind;
        this.interval = interval;
        this.size = size;
        this.activity = activity;
        this.random = random;
        advance();
    }

    @Override
    public long at() {
        return at;
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public MessageKind kind() {
        return kind;
    }

    @Override
    public void advance() {
        long step = Seeds.nanos(interval.draw(random));
        at = activity.isEmpty() ? at + step : activity.get().after(at, step);
        bytes = Math.max(1, (int) size.draw(random));
    }
}
