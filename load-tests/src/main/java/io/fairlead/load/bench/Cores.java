package io.fairlead.load.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which cores servers and generator have, as {@code taskset -c} takes them.
 *
 * @param server    of the servers; empty = any
 * @param generator of the generator; empty = any
 */
public record Cores(Optional<String> server, Optional<String> generator) {
    /** Whoever may run anywhere. */
    public static final Cores ANY = new Cores(Optional.empty(), Optional.empty());

    /**
     * Gives the first to the servers, which have one core then, and the last to the generator.
     *
     * @param allowed as Linux lists them, for example {@code 0-3,6}
     * @return {@link #ANY} when there is but one
     * @throws IllegalArgumentException when it is no list of cores
     */
    static Cores divide(String allowed) {
        List<Integer> all = parse(allowed);
        return all.size() < 2
                ? ANY
                : new Cores(Optional.of(all.getFirst().toString()), Optional.of(all.getLast().toString()));
    }

    /**
     * Reads a list of cores.
     *
     * @param list numbers and ranges, separated by commas
     * @return each core, in the list's order
     * @throws IllegalArgumentException when it is no such list
     */
    public static List<Integer> parse(String list) {
        List<Integer> all = new ArrayList<>();
        for (String part : list.strip().split(",", -1)) {
            if (!part.matches("\\d{1,5}(-\\d{1,5})?")) {
                throw new IllegalArgumentException("cores: '" + list + "' (expected: for example 0-3,6)");
            }
            int dash = part.indexOf('-');
            int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
            int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
            IntStream.rangeClosed(first, last).forEach(all::add);
        }
        return all;
    }
}
