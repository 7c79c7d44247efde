package io.fairlead.load.bench.proc;

import java.util.Arrays;
import java.util.List;

/** The text of files in {@code /proc}. */
final class ProcText {
    /** Fields of {@code stat} as proc(5) counts them, from the one behind the name, which is the third. */
    private static final int FIRST = 3;
    private static final int USER = 14;
    private static final int SYSTEM = 15;

    private ProcText() {}

    /**
     * Gives user and system time of a process out of its {@code stat}, in clock ticks. The name in parentheses may hold
     * anything, also blanks and parentheses, so what counts is behind the last one.
     */
    static long ticks(String stat) {
        List<String> fields = fields(stat.substring(stat.lastIndexOf(')') + 1));
        return Long.parseLong(fields.get(USER - FIRST)) + Long.parseLong(fields.get(SYSTEM - FIRST));
    }

    /** Gives the times of a thread out of its {@code schedstat}: two numbers of nanoseconds, and a third. */
    static TaskTime taskTime(String schedstat) {
        List<String> fields = fields(schedstat);
        return new TaskTime(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)));
    }

    /** Gives a number of {@code status} or {@code smaps_rollup}, lines of {@code Name: number kB}, in bytes. */
    static long kilobytes(String text, String name) {
        return text.lines()
                .filter(line -> line.startsWith(name + ":"))
                .map(line -> fields(line).get(1))
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no " + name + " in: " + text)) * 1024;
    }

    private static List<String> fields(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }
}
