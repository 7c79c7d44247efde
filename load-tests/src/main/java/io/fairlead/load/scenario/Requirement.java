package io.fairlead.load.scenario;

import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.Kind;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.TimingSeries;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Something that must come of a run.
 *
 * @param name    in a few words
 * @param measure what is looked at
 * @param from    seconds since the run began
 * @param to      seconds since the run began; infinite = to its end
 * @param least   of the measure; empty = anything
 * @param most    of the measure; empty = anything
 */
public record Requirement(String name, Measure measure, double from, double to, Optional<Double> least,
        Optional<Double> most) {
    /** Checks that something is required. */
    public Requirement {
        if (least.isEmpty() && most.isEmpty()) {
            throw new IllegalArgumentException("requirement '" + name + "': neither at-least nor at-most is given");
        }
    }

    /** What is looked at. */
    public sealed interface Measure {
        /**
         * A percentile of times.
         *
         * @param timing     name of it
         * @param percentile 0 to 100
         */
        record Time(String timing, double percentile) implements Measure {}

        /**
         * How many there were of something.
         *
         * @param series names of counts, which are added
         * @param of     name of a count by which that is divided; empty = none
         */
        record Amount(List<String> series, Optional<String> of) implements Measure {
            /** Copies the names. */
            public Amount {
                series = List.copyOf(series);
            }
        }

        /**
         * How many failures there were.
         *
         * @param kind their kinds begin so; empty = all
         * @param of   name of a count by which that is divided; empty = none
         */
        record Failures(String kind, Optional<String> of) implements Measure {}

        /**
         * How much there was of something.
         *
         * @param level     name of it
         * @param which     of its values
         * @param perDevice whether it is divided by the number of devices
         */
        record Level(String level, Which which, boolean perDevice) implements Measure {}
    }

    /** One of many values. */
    public enum Which {
        /** At the end. */
        LAST,
        /** The smallest. */
        LOWEST,
        /** The largest. */
        HIGHEST
    }

    /**
     * Judges.
     *
     * @param record  of a run, with the histograms of its intervals
     * @param devices that the scenario has
     * @return how it came out; not passed when what is looked at was not recorded
     */
    public Criterion judge(RunRecord record, int devices) {
        int first = record.timeline().at(from);
        int end = Double.isInfinite(to) ? record.timeline().size() : record.timeline().at(to);
        double value = value(record, devices, first, end);
        boolean passed = !Double.isNaN(value)
                && least.stream().allMatch(limit -> value >= limit)
                && most.stream().allMatch(limit -> value <= limit);
        return new Criterion(name, required(), Double.isNaN(value) ? "nothing" : text(value), passed);
    }

    private double value(RunRecord record, int devices, int first, int end) {
        return switch (measure) {
            case Measure.Time time -> record.timing(time.timing())
                    .map(series -> percentile(series, time.percentile(), first, end)).orElse(Double.NaN);
            case Measure.Amount amount -> divided(
                    amount.series().stream().mapToDouble(name -> sum(record, name, first, end)).sum(), amount.of(),
                    record, first, end);
            case Measure.Failures failures -> divided(record.failures().stream()
                    .filter(series -> series.name().startsWith(failures.kind()))
                    .mapToDouble(series -> sum(series, first, end)).sum(), failures.of(), record, first, end);
            case Measure.Level level -> level(record, level, first, end) / (level.perDevice() ? devices : 1);
        };
    }

    private static double percentile(TimingSeries series, double percentile, int first, int end) {
        Histogram times = series.between(first, end);
        // In seconds, as all else.
        return times.getTotalCount() == 0 ? Double.NaN : times.getValueAtPercentile(percentile) / 1e9;
    }

    private static double divided(double sum, Optional<String> by, RunRecord record, int first, int end) {
        if (by.isEmpty()) {
            return sum;
        }
        double of = sum(record, by.get(), first, end);
        return of == 0 ? Double.NaN : sum / of;
    }

    /** What was never counted is 0 only if its name is known: failures of a kind that did not happen have none. */
    private static double sum(RunRecord record, String name, int first, int end) {
        return record.series(name).filter(series -> series.kind() == Kind.COUNT)
                .map(series -> sum(series, first, end)).orElse(Double.NaN);
    }

    private static double sum(Series series, int first, int end) {
        double sum = 0;
        for (int i = first; i < end; i++) {
            double value = series.values().get(i);
            sum += Double.isNaN(value) ? 0 : value;
        }
        return sum;
    }

    private static double level(RunRecord record, Measure.Level level, int first, int end) {
        List<Double> all = record.series(level.level()).map(Series::values).orElse(List.of());
        DoubleSummaryStatistics known = new DoubleSummaryStatistics();
        double last = Double.NaN;
        for (int i = first; i < Math.min(end, all.size()); i++) {
            double value = all.get(i);
            if (!Double.isNaN(value)) {
                last = value;
                known.accept(value);
            }
        }
        return known.getCount() == 0 ? Double.NaN : switch (level.which()) {
            case LAST -> last;
            case LOWEST -> known.getMin();
            case HIGHEST -> known.getMax();
        };
    }

    private String required() {
        String limits = least.map(limit -> "at least " + text(limit)).orElse("")
                + (least.isPresent() && most.isPresent() ? ", " : "")
                + most.map(limit -> "at most " + text(limit)).orElse("");
        String when = from == 0 && Double.isInfinite(to)
                ? ""
                : " from %.0f s to %s".formatted(from, Double.isInfinite(to) ? "the end" : "%.0f s".formatted(to));
        return limits + when;
    }

    private String text(double value) {
        return switch (measure) {
            case Measure.Time _ -> value < 1 ? number(value * 1000) + " ms" : number(value) + " s";
            case Measure.Amount amount -> amount.of().isPresent() ? percent(value) : number(value);
            case Measure.Failures failures -> failures.of().isPresent() ? percent(value) : number(value);
            case Measure.Level level -> level.perDevice() ? percent(value) : number(value);
        };
    }

    private static String percent(double share) {
        return number(share * 100) + " %";
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? "%d".formatted((long) value)
                : String.format(Locale.ROOT, "%.4g", value);
    }
}
