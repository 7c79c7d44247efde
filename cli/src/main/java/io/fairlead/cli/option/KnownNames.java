package io.fairlead.cli.option;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Names of options without regard to case and to dash or underscore. */
final class KnownNames {
    /** A name that differs in more letters is not a slip of the pen. */
    private static final int MOST_SLIPS = 3;

    private static final int LETTERS_PER_SLIP = 3;

    /** What the open server knows besides, and what means nothing here. */
    private static final Set<String> OF_THE_OPEN_SERVER = Set.of("TEST_HBBS", "CONFIG", "HELP", "VERSION");

    private KnownNames() {}

    static String fold(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }

    static Map<String, String> fold(Map<String, String> values) {
        Map<String, String> folded = new HashMap<>();
        values.forEach((name, value) -> folded.put(fold(name), value));
        return folded;
    }

    private static Set<String> all() {
        Set<String> names = new TreeSet<>(OF_THE_OPEN_SERVER);
        for (Setting setting : Setting.values()) {
            names.add(setting.variable());
            names.add(fold(setting.label()));
        }
        return names;
    }

    /** A warning about a name in a file that means nothing; empty when it does. */
    static Optional<String> unknown(String name, String file) {
        String folded = fold(name);
        Set<String> known = all();
        if (known.contains(folded)) {
            return Optional.empty();
        }
        String nearest = known.stream()
                .filter(other -> distance(folded, other) <= Math.min(MOST_SLIPS, folded.length() / LETTERS_PER_SLIP))
                .min((a, b) -> Integer.compare(distance(folded, a), distance(folded, b)))
                .map(other -> "; is " + other.toLowerCase(Locale.ROOT).replace('_', '-') + " meant?")
                .orElse("");
        return Optional.of(file + ": no option is called '" + name + "'" + nearest);
    }

    /** Letters to insert, remove or replace (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
