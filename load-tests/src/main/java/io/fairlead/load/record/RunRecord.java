package io.fairlead.load.record;

import java.util.List;
import java.util.Optional;

/**
 * All that was recorded of one run.
 *
 * @param info        what was run
 * @param timeline    its intervals
 * @param series      counts and levels, in the order in which they were made
 * @param timings     times, in the order in which they were made
 * @param failures    counts, named by kind
 * @param marks       what happened
 * @param limitations what the target or the generator could not do, a sentence each
 * @param criteria    what the scenario demands; empty until it is judged
 * @param saturation  whether the generator was the limit
 */
public record RunRecord(RunInfo info, Timeline timeline, List<Series> series, List<TimingSeries> timings,
        List<Series> failures, List<Mark> marks, List<String> limitations, List<Criterion> criteria,
        Saturation saturation) {
    /** Copies the lists, and checks that all have as many intervals. */
    public RunRecord {
        series = List.copyOf(series);
        timings = List.copyOf(timings);
        failures = List.copyOf(failures);
        marks = List.copyOf(marks);
        limitations = List.copyOf(limitations);
        criteria = List.copyOf(criteria);
        series.forEach(each -> check(each.name(), each.values().size(), timeline));
        failures.forEach(each -> check(each.name(), each.values().size(), timeline));
        timings.forEach(each -> check(each.name(), each.intervals().size(), timeline));
    }

    private static void check(String name, int size, Timeline timeline) {
        if (size != timeline.size()) {
            throw new IllegalArgumentException(
                    name + ": " + size + " values (expected: one for each of " + timeline.size() + " intervals)");
        }
    }

    /**
     * Adds what came of the scenario's criteria.
     *
     * @param results of all of them
     * @return the same record with these results
     */
    public RunRecord judged(List<Criterion> results) {
        return new RunRecord(info, timeline, series, timings, failures, marks, limitations, results, saturation);
    }

    /**
     * Leaves out the histograms of the intervals, which only merging and looking at parts of a run need, and which
     * are most of what a record takes.
     *
     * @return the rest
     */
    public RunRecord compact() {
        return new RunRecord(info, timeline, series, timings.stream().map(TimingSeries::compact).toList(), failures,
                marks, limitations, criteria, saturation);
    }

    /**
     * Finds a count or a level.
     *
     * @param name of it
     * @return empty when there is none
     */
    public Optional<Series> series(String name) {
        return series.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * Finds a timing.
     *
     * @param name of it
     * @return empty when there is none
     */
    public Optional<TimingSeries> timing(String name) {
        return timings.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /**
     * Adds all failures.
     *
     * @return of all kinds, in the whole run
     */
    public double failureCount() {
        return failures.stream().mapToDouble(Series::total).sum();
    }

    /**
     * Says whether the scenario's criteria are fulfilled.
     *
     * @return true also when there are none
     */
    public boolean passed() {
        return criteria.stream().allMatch(Criterion::passed);
    }
}
