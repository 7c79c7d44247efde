package io.fairlead.placement;

import io.fairlead.load.place.Introduction;
import io.fairlead.load.place.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The matrix as Markdown, as it came out. */
final class Table {
    private static final long NOTABLE_MILLIS = 900;

    private Table() {}

    static String of(List<Row> rows, Function<Run, Optional<Outcome>> outcomes) {
        StringBuilder table = new StringBuilder("""
                | requester | device | device's ID server | with Fairlead | without, no relay named | without, `-r` |
                |---|---|---|---|---|---|
                """);
        for (Row row : rows) {
            Setup first = row.runs().getFirst().setup();
            table.append("| ").append(Expectation.fill(row.requesterIn(), first))
                    .append(" | ").append(Expectation.fill(row.deviceIn(), first))
                    .append(" | ").append(row.device().via())
                    .append(" | ").append(cell(row, run -> !run.setup().isOpen(), outcomes))
                    .append(" | ")
                    .append(cell(row, run -> run.setup().isOpen() && run.setup().hasRelayBeside(), outcomes))
                    .append(" | ").append(cell(row, run -> run.setup() == Setup.NAMED, outcomes))
                    .append(" |\n");
        }
        return table.toString();
    }

    private static String cell(Row row, Predicate<Run> wanted, Function<Run, Optional<Outcome>> outcomes) {
        Set<String> seen = new HashSet<>();
        List<String> cells = new ArrayList<>();
        for (Run run : row.runs()) {
            if (wanted.test(run)) {
                outcomes.apply(run)
                        .map(Table::describe)
                        .filter(seen::add)
                        .ifPresent(text -> cells.add(run.setup() == Setup.TABLE ? "by a table: " + text : text));
            }
        }
        return String.join("; ", cells);
    }

    static String describe(Outcome outcome) {
        String way = switch (outcome.route()) {
            case DIRECT_LOCAL -> "direct, by local address";
            case DIRECT_PUNCH -> "direct, punched";
            case DIRECT_V6 -> "direct over IPv6";
            case RELAY -> tried(outcome.introduction()) + "relay" + told(outcome);
            case FAILED -> "**fails**" + told(outcome);
        };
        long millis = outcome.connected().toMillis();
        return millis < NOTABLE_MILLIS ? way : way + String.format(Locale.ROOT, " after %.0f s", millis / 1000.0);
    }

    private static String tried(Introduction introduction) {
        return switch (introduction) {
            case LOCAL_ADDRESS -> "local address tried, then ";
            case PUNCH -> "hole tried, then ";
            case RELAY_AT_ONCE, NONE -> "";
        };
    }

    /** Which relay each side went to, or failed to. */
    private static String told(Outcome outcome) {
        String requester = outcome.controllerTold();
        String device = outcome.device().named();
        if (device.isEmpty()) {
            return ": requester to `" + requester + "`";
        }
        return device.equals(requester)
                ? ", both to `" + requester + "`"
                : ": requester to `" + requester + "`, device to `" + device + "`";
    }
}
