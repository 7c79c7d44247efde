package io.fairlead.load.record;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Whether the generator itself was the limit, so that figures tell of it and not of the target.
 *
 * @param watched whether anybody looked
 * @param length  of the run, in seconds
 * @param spells  when it was, in order of their begin; empty when never for long
 * @param notes   what was too short to spoil figures, a sentence each
 */
public record Saturation(boolean watched, double length, List<Spell> spells, List<String> notes) {
    /** Copies the lists. */
    public Saturation {
        spells = List.copyOf(spells);
        notes = List.copyOf(notes);
    }

    /**
     * A time in which the generator was the limit.
     *
     * @param from   in seconds since the run began
     * @param to     in seconds since the run began
     * @param reason why, without a full stop
     */
    public record Spell(double from, double to, String reason) {}

    /**
     * Says whether all figures may be trusted.
     *
     * @return false also when nobody looked
     */
    public boolean trusted() {
        return watched && spells.isEmpty();
    }

    /**
     * Gives the second from which on figures are not to be trusted.
     *
     * @return since the run began; empty when all may be, or nobody looked
     */
    public OptionalDouble since() {
        return spells.stream().mapToDouble(Spell::from).min();
    }

    /**
     * Says in words whether figures may be trusted.
     *
     * @return a sentence or two
     */
    public String verdict() {
        if (!watched) {
            return "Nobody watched the generator: whether it was the limit is not known.";
        }
        if (spells.isEmpty()) {
            return "The generator kept its plan; figures may be trusted.";
        }
        double first = since().orElseThrow();
        double last = spells.stream().mapToDouble(Spell::to).max().orElseThrow();
        String reasons = spells.stream().map(Spell::reason).distinct().collect(Collectors.joining("; "));
        // A spell at the begin, when all is compiled still, does not spoil the minutes after it.
        String when = last >= length || last - first > length / 2
                ? "From second " + whole(first) + " on figures are not to be trusted"
                : "From second " + whole(first) + " to " + whole(Math.ceil(last)) + " figures are not to be trusted";
        return when + ", as the generator itself was the limit: " + reasons + ".";
    }

    private static String whole(double seconds) {
        return String.format(Locale.ROOT, "%.0f", seconds);
    }
}
