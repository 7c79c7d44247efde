package io.fairlead.load.report;

import io.fairlead.load.page.Numbers;
import io.fairlead.load.record.Kind;
import io.fairlead.load.record.Series;
import java.util.Locale;

/** Values with their units, as people read them. */
final class Quantity {
    /** Unit of times. */
    static final String MICROS = "µs";
    private static final String[] PREFIXES = {"", "k", "M", "G", "T"};
    private static final double STEP = 1000;

    private Quantity() {}

    /** What is shown beside the name of a plot or a row: per second for what is counted, cores for processor time. */
    static String unit(Series series) {
        if (series.kind() != Kind.COUNT) {
            return series.unit();
        }
        return "s".equals(series.unit()) ? "s/s" : series.unit() + "/s";
    }

    /** A value; times and bytes tell their unit themselves, others do not. */
    static String text(double value, String unit) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        return switch (unit) {
            case MICROS -> time(value);
            case "bytes" -> bytes(value, "B");
            case "bytes/s" -> bytes(value, "B/s");
            // Threads and devices come whole.
            default -> value == Math.rint(value) ? String.format(Locale.ROOT, "%,.0f", value) : Numbers.of(value);
        };
    }

    /** A value at an axis, where digits that say nothing are in the way. */
    static String tick(double value, String unit) {
        return text(value, unit).replaceFirst("(\\.\\d*?)0+(?=\\D|$)", "$1").replaceFirst("\\.(?=\\D|$)", "");
    }

    private static String time(double micros) {
        if (micros < STEP) {
            return Numbers.of(micros) + " µs";
        }
        return micros < STEP * STEP ? Numbers.of(micros / STEP) + " ms" : Numbers.of(micros / STEP / STEP) + " s";
    }

    private static String bytes(double value, String unit) {
        double left = value;
        int prefix = 0;
        while (Math.abs(left) >= STEP && prefix < PREFIXES.length - 1) {
            left /= STEP;
            prefix++;
        }
        return Numbers.of(left) + " " + PREFIXES[prefix] + unit;
    }

    /** A time since the run began. */
    static String second(double second) {
        long whole = Math.round(second);
        if (whole < 120) {
            return whole + " s";
        }
        return whole < 7200
                ? "%d:%02d".formatted(whole / 60, whole % 60)
                : "%d:%02d h".formatted(whole / 3600, whole % 3600 / 60);
    }
}
