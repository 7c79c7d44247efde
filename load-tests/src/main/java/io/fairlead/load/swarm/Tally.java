package io.fairlead.load.swarm;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What a swarm saw: counts since its start, written as one line of flat JSON each second, and events, each on a line of
 * its own at once. Safe for use by all threads.
 */
final class Tally {
    private final PrintStream out;
    private final Map<String, Long> counts = new TreeMap<>();
    private final Map<String, LongSupplier> gauges = new TreeMap<>();
    private List<Long> latencies = new ArrayList<>();
    private final List<Long> allLatencies = new ArrayList<>();

    Tally(PrintStream out) {
        this.out = out;
    }

    synchronized void gauge(String name, LongSupplier value) {
        gauges.put(name, value);
    }

    synchronized void count(String name, long more) {
        counts.merge(name, more, Long::sum);
    }

    /** One introduction that went well, in microseconds. */
    synchronized void latency(long micros) {
        latencies.add(micros);
        allLatencies.add(micros);
    }

    /**
     * Something that is worth a line.
     *
     * @param kind   what it is
     * @param began  when it began, in milliseconds of the epoch
     * @param about  whom or what it is about
     * @param detail how it ended
     */
    synchronized void event(String kind, long began, String about, String detail) {
        out.println("{\"event\":\"" + kind + "\",\"began\":" + began + ",\"ended\":" + System.currentTimeMillis()
                + ",\"about\":\"" + plain(about) + "\",\"detail\":\"" + plain(detail) + "\"}");
    }

    /** The words of servers and of exceptions, without what would have to be escaped. */
    private static String plain(String text) {
        return text.replaceAll("[^ !#-\\[\\]-~]", " ");
    }

    synchronized void second() {
        line("second", latencies);
        latencies = new ArrayList<>();
    }

    synchronized void end() {
        line("end", allLatencies);
        out.flush();
    }

    private void line(String event, List<Long> latencies) {
        StringBuilder line = new StringBuilder("{\"event\":\"" + event + "\",\"ended\":" + System.currentTimeMillis());
        counts.forEach((name, value) -> line.append(",\"").append(plain(name)).append("\":").append(value));
        gauges.forEach((name, value) -> line.append(",\"").append(name).append("\":").append(value.getAsLong()));
        long[] sorted = latencies.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        if (sorted.length > 0) {
            line.append(",\"latency_us_p50\":").append(sorted[sorted.length / 2])
                    .append(",\"latency_us_p99\":").append(sorted[(int) (sorted.length * 0.99)])
                    .append(",\"latency_us_max\":").append(sorted[sorted.length - 1]);
        }
        out.println(line.append('}'));
    }
}
