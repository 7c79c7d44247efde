package io.fairlead.load.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers as they are shown: three digits that count, and never more than that says. */
public final class Numbers {
    private static final int DIGITS = 3;
    private static final int TICKS = 5;
    private static final double[] STEPS = {1, 2, 2.5, 5, 10};

    private Numbers() {}

    /**
     * Writes a number.
     *
     * @param number any
     * @return three digits that count, or all before the point; {@code -} when it is not known or has no end
     */
    public static String of(double number) {
        if (number == 0 || !Double.isFinite(number)) {
            return number == 0 ? "0" : "-";
        }
        int before = (int) Math.floor(Math.log10(Math.abs(number))) + 1;
        return String.format(Locale.ROOT, "%,." + Math.clamp((long) DIGITS - before, 0, 6) + "f", number);
    }

    /**
     * Writes a ratio.
     *
     * @param ratio any
     * @return for example {@code 0.43x}
     */
    public static String ratio(double ratio) {
        return of(ratio) + "x";
    }

    /**
     * Divides an axis.
     *
     * @param most that is on it; what is less than 0 is not on the scale
     * @return round numbers from 0 to at least {@code most}, some five of them
     */
    public static List<Double> ticks(double most) {
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
