package io.fairlead.cli.option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A file of {@code a=b} lines, as {@code .env} and the open server's configuration files are. */
final class OptionFile {
    private OptionFile() {}

    /**
     * Reads names and values; comments (# and ;), empty lines and section headings don't count, quotes round a value
     * neither.
     *
     * @param mistakes gets lines that are none of these
     */
    static Map<String, String> read(Path file, List<String> mistakes) {
        Map<String, String> values = new LinkedHashMap<>();
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            mistakes.add("cannot read " + file + ": " + reason(e));
            return values;
        }
        int number = 0;
        for (String line : lines) {
            number++;
            String text = line.strip();
            if (text.isEmpty() || "#;[".indexOf(text.charAt(0)) >= 0) {
                continue;
            }
            int equals = text.indexOf('=');
            if (equals < 1) {
                mistakes.add(file + ":" + number + ": '" + text + "' (expected: name=value)");
                continue;
            }
            String name = text.substring(0, equals).strip();
            values.put(
                    name.startsWith("export ") ? name.substring("export ".length()).strip() : name,
                    unquoted(text.substring(equals + 1).strip()));
        }
        return values;
    }

    private static String reason(IOException e) {
        return e instanceof NoSuchFileException ? "no such file" : e.getMessage();
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2
                && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                && value.charAt(value.length() - 1) == value.charAt(0);
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
