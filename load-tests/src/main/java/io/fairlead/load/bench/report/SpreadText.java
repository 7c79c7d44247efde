package io.fairlead.load.bench.report;

import io.fairlead.load.bench.result.Spread;
import io.fairlead.load.page.Numbers;

/** A spread as it is shown. */
final class SpreadText {
    private SpreadText() {}

    /** The middle, and the ends in brackets. */
    static String of(Spread spread) {
        return spread.count() == 1
                ? Numbers.of(spread.median())
                : Numbers.of(spread.median()) + " [" + Numbers.of(spread.least()) + "-" + Numbers.of(spread.most())
                        + "]";
    }
}
