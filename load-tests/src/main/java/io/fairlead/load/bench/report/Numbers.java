package io.fairlead.load.bench.report;

import io.fairlead.load.bench.result.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers as they are shown: three digits that count, and never more than that says. */
final class Numbers {
    private static final int DIGITS = 3;
    private static final int TICKS = 5;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    private Numbers() {}

    static String of(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return number == 0 ? "0" : "-";
        }
        int before = (int) Math.floor(Math.log10(Math.abs(number))) + 1;
        return String.format(Locale.ROOT, "%,." + Math.clamp((long) DIGITS - before, 0, 6) + "f", number);
    }

    /** A ratio, for example {@code 0.43x}. */
    static String ratio(double ratio) {
        return of(ratio) + "x";
    }

    /** The middle, and the ends in brackets. */
    static String of(Spread spread) {
        return spread.count() == 1
                ? of(spread.median())
                : of(spread.median()) + " [" + of(spread.least()) + "-" + of(spread.most()) + "]";
    }

    /** Round numbers from 0 to at least {@code most}, some five of them; what is less than 0 is not on the scale. */
    static List<Double> ticks(double most) {
        double end = Math.max(most, 1e-9);
        double rough = end / TICKS;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = power;
        for (double each : STEPS) {
            step = each * power;
            if (step >= rough) {
                break;
            }
        }
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; (i - 1) * step < end; i++) {
            ticks.add(i * step);
        }
        return ticks;
    }
}
