package io.fairlead.load.capacity;

import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What servers of one role took for each thing that they had work with: processor time of all of them together, fitted
 * to the counts of a run. A run tells causes apart in so far as they come at different times, as in the scenario
 * {@code costs}. Pure.
 *
 * @param role      the servers
 * @param processes so many ran on average
 * @param costs     of each cause
 * @param share     of the variation that they explain, at most 1
 */
public record CostFit(String role, double processes, List<Cost> costs, double share) {
    private static final Pattern NUMBER = Pattern.compile("\\d+$");
    private static final Pattern CPU = Pattern.compile("server\\.(.+)\\.cpu");

    /**
     * What one of something costs.
     *
     * @param cause   of what
     * @param seconds of processor time for one; of {@link Cause#SECOND} for one process
     * @param error   standard error in seconds; NaN when nothing was found
     */
    public record Cost(Cause cause, double seconds, double error) {}

    /** Copies the costs. */
    public CostFit {
        costs = List.copyOf(costs);
    }

    /**
     * Finds the roles whose processor time a record has.
     *
     * @param record of a run
     * @return names without numbers, in order of appearance
     */
    public static List<String> roles(RunRecord record) {
        return record.series().stream().map(Series::name).map(CPU::matcher).filter(matcher -> matcher.matches())
                .map(matcher -> NUMBER.matcher(matcher.group(1)).replaceFirst("")).distinct().toList();
    }

    /**
     * Fits costs.
     *
     * @param record of a run
     * @param role   of {@link #roles}
     * @param from   the first interval: before, Java still compiles
     * @param bin    so many intervals count as one, at least 1: what is done late counts where it was caused
     * @return the costs of those causes that there were
     * @throws IllegalArgumentException when the run is too short
     */
    public static CostFit of(RunRecord record, String role, int from, int bin) {
        List<Series> times = record.series().stream().filter(each -> isOf(each, role)).toList();
        // Sessions and introductions come together: without this one would be taken for the other.
        List<Cause> causes = Cause.of(role).stream()
                .filter(cause -> cause == Cause.SECOND || total(record, cause, from) > 0).toList();
        int bins = (record.timeline().size() - from) / bin;
        if (bins <= causes.size()) {
            throw new IllegalArgumentException("intervals: " + record.timeline().size() + " (expected: at least "
                    + (from + bin * (causes.size() + 1)) + ")");
        }
        double[][] rows = new double[bins][causes.size()];
        double[] taken = new double[bins];
        double processSeconds = 0;
        double seconds = 0;
        for (int i = 0; i < bins; i++) {
            for (int interval = from + i * bin; interval < from + (i + 1) * bin; interval++) {
                double length = record.timeline().seconds(interval);
                int running = 0;
                for (Series each : times) {
                    double value = each.values().get(interval);
                    running += Double.isNaN(value) ? 0 : 1;
                    taken[i] += Double.isNaN(value) ? 0 : value;
                }
                seconds += length;
                processSeconds += running * length;
                for (int j = 0; j < causes.size(); j++) {
                    Cause cause = causes.get(j);
                    rows[i][j] += cause == Cause.SECOND
                            ? running * length
                            : cause.amount(value(record, cause, interval));
                }
            }
        }
        LeastSquares.Fit fit = LeastSquares.fit(rows, taken);
        List<Cost> costs = new ArrayList<>();
        for (int j = 0; j < causes.size(); j++) {
            costs.add(new Cost(causes.get(j), fit.coefficients().get(j), fit.errors().get(j)));
        }
        return new CostFit(role, processSeconds / seconds, costs, fit.share());
    }

    /**
     * Gives what one of a cause costs.
     *
     * @param cause of what
     * @return seconds of processor time; 0 when the run had none of it
     */
    public double seconds(Cause cause) {
        return costs.stream().filter(cost -> cost.cause() == cause).mapToDouble(Cost::seconds).sum();
    }

    private static boolean isOf(Series series, String role) {
        var matcher = CPU.matcher(series.name());
        return matcher.matches() && NUMBER.matcher(matcher.group(1)).replaceFirst("").equals(role);
    }

    private static double total(RunRecord record, Cause cause, int from) {
        return record.series(cause.series()).stream()
                .flatMap(series -> series.values().stream().skip(from))
                .mapToDouble(value -> Double.isNaN(value) ? 0 : value).sum();
    }

    private static double value(RunRecord record, Cause cause, int interval) {
        double value = record.series(cause.series()).map(series -> series.values().get(interval)).orElse(0.0);
        return Double.isNaN(value) ? 0 : value;
    }
}
