package io.fairlead.cli.command.admin;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Shows an answer as text: lines of {@code name value}, and a table for each list of objects. Pure. */
final class AnswerText {
    private static final String GAP = "  ";

    private AnswerText() {}

    static String of(JsonObject answer) {
        StringBuilder text = new StringBuilder();
        List<List<String>> values = new ArrayList<>();
        values("", answer, values);
        text.append(aligned(values));
        tables(answer, text);
        return text.isEmpty() ? "nothing\n" : text.toString();
    }

    private static void values(String prefix, JsonObject object, List<List<String>> rows) {
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            String name = prefix + entry.getKey();
            if (entry.getValue().isJsonObject()) {
                values(name + ".", entry.getValue().getAsJsonObject(), rows);
            } else if (!isTable(entry.getValue())) {
                String shown = shown(entry.getValue());
                if (!shown.isEmpty()) {
                    rows.add(List.of(name, shown));
                }
            }
        }
    }

    private static boolean isTable(JsonElement value) {
        return value.isJsonArray() && !value.getAsJsonArray().isEmpty()
                && value.getAsJsonArray().get(0).isJsonObject();
    }

    private static void tables(JsonObject answer, StringBuilder text) {
        for (Map.Entry<String, JsonElement> entry : answer.entrySet()) {
            if (isTable(entry.getValue())) {
                text.append(text.isEmpty() ? "" : "\n");
                text.append(answer.size() == 1 ? "" : entry.getKey() + ":\n");
                text.append(table(entry.getValue().getAsJsonArray()));
            }
        }
    }

    private static String table(JsonArray rows) {
        List<String> names = List.copyOf(rows.get(0).getAsJsonObject().keySet());
        List<List<String>> cells = new ArrayList<>();
        cells.add(names.stream().map(name -> name.toUpperCase(java.util.Locale.ROOT)).toList());
        for (JsonElement row : rows) {
            cells.add(names.stream().map(name -> {
                String shown = shown(row.getAsJsonObject().get(name));
                return shown.isEmpty() ? "-" : shown;
            }).toList());
        }
        return aligned(cells);
    }

    private static String shown(JsonElement value) {
        if (value == null || value.isJsonNull()) {
            return "";
        }
        if (value.isJsonArray()) {
            List<String> parts = new ArrayList<>();
            value.getAsJsonArray().forEach(part -> parts.add(shown(part)));
            return String.join(", ", parts);
        }
        if (value.isJsonObject()) {
            List<String> parts = new ArrayList<>();
            value.getAsJsonObject().entrySet()
                    .forEach(part -> parts.add(part.getKey() + "=" + shown(part.getValue())));
            return String.join(" ", parts);
        }
        if (value.getAsJsonPrimitive().isNumber() && value.getAsString().contains(".")) {
            return String.format(java.util.Locale.ROOT, "%.2f", value.getAsDouble());
        }
        return printable(value.getAsString());
    }

    /** A terminal obeys control characters, and what is shown has come from strangers. */
    private static String printable(String text) {
        return text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    private static String aligned(List<List<String>> rows) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        rows.forEach(row -> {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length())).append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }
}
