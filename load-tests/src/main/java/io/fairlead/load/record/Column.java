package io.fairlead.load.record;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

/** A series that grows. Used under the lock of {@link Recorder}. */
final class Column {
    private final String name;
    private final String unit;
    private final String help;
    private final Kind kind;
    private final DoubleSupplier source;
    private final List<Double> values = new ArrayList<>();
    /** Of a count: so much of it is in earlier intervals. */
    private double taken;

    /** Makes one of which {@code intervals} have passed: nothing was counted then, and no level is known. */
    Column(String name, String unit, String help, Kind kind, DoubleSupplier source, int intervals) {
        this.name = name;
        this.unit = unit;
        this.help = help;
        this.kind = kind;
        this.source = source;
        for (int i = 0; i < intervals; i++) {
            values.add(kind == Kind.COUNT ? 0 : Double.NaN);
        }
    }

    /** What there is already belongs to no interval. */
    void skip() {
        double now = read();
        taken = Double.isNaN(now) ? 0 : now;
    }

    /**
     * Ends some intervals that nobody looked at but now: what was counted is divided evenly, as nobody knows more,
     * and of a level only the last is known.
     */
    void end(int count) {
        double value = next();
        for (int i = 1; i < count; i++) {
            values.add(kind == Kind.COUNT ? value / count : Double.NaN);
        }
        values.add(kind == Kind.COUNT ? value / count : value);
    }

    /** Puts what came since the last interval ended into it. */
    void extend() {
        double value = next();
        if (!Double.isNaN(value)) {
            double before = values.removeLast();
            values.add(kind == Kind.COUNT && !Double.isNaN(before) ? before + value : value);
        }
    }

    private double next() {
        double now = read();
        if (kind != Kind.COUNT || Double.isNaN(now)) {
            return now;
        }
        double difference = now - taken;
        taken = now;
        return difference;
    }

    /** Whatever fails in what others have written must not end the run's recording. */
    private double read() {
        try {
            return source.getAsDouble();
        } catch (RuntimeException e) {
            return Double.NaN;
        }
    }

    boolean isLike(String otherUnit, Kind otherKind) {
        return unit.equals(otherUnit) && kind == otherKind;
    }

    String name() {
        return name;
    }

    double latest() {
        return values.getLast();
    }

    Series freeze() {
        return new Series(name, unit, help, kind, values);
    }
}
