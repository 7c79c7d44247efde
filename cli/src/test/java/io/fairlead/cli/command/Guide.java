package io.fairlead.cli.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of a page in docs: lines that are indented as code and begin with fairlead. */
public final class Guide {
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final String name;
    private final List<String> commands;

    public Guide(String name) throws IOException {
        this.name = name;
        this.commands = Files.readAllLines(Path.of("../docs", name)).stream()
                .filter(line -> line.startsWith("    ") && line.strip().startsWith("fairlead "))
                .map(String::strip)
                .toList();
    }

    /** All of them, as they stand there. */
    public List<String> commands() {
        return commands;
    }

    /**
     * A command's arguments with others in place of some.
     *
     * @param command  as it stands there, word by word
     * @param replaced what must occur in it, and what stands there instead
     */
    public String[] arguments(String command, Map<String, String> replaced) {
        if (!commands.contains(command)) {
            throw new AssertionError(name + " does not say: " + command);
        }
        List<String> words = words(command);
        replaced.forEach((old, now) -> {
            if (words.stream().noneMatch(word -> word.contains(old))) {
                throw new AssertionError(command + " does not contain " + old);
            }
            words.replaceAll(word -> word.replace(old, now));
        });
        return words.toArray(String[]::new);
    }

    /** Without the program; quotes hold words together. */
    static List<String> words(String command) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(command);
        while (matcher.find()) {
            words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
        }
        words.removeFirst();
        return words;
    }
}
