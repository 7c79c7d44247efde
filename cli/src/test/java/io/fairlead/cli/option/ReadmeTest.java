package io.fairlead.cli.option;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static String row(Setting setting) {
        String flag = setting.shortFlag().map(f -> "`-" + f + "` ").orElse("") + "`--" + setting.label() + "`";
        String unit = setting.unit().isEmpty() ? "" : " " + setting.unit();
        String value = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "`" + unit;
        String roles = Arrays.stream(Role.values())
                .filter(setting::appliesTo)
                .map(role -> switch (role) {
                    case RENDEZVOUS -> "rv";
                    case RELAY -> "rl";
                    case STANDALONE -> "st";
                })
                .collect(Collectors.joining(" "));
        return "| " + flag + " | `" + setting.variable() + "` | " + roles + " | " + value + " | "
                + setting.description() + " |";
    }

    @Test
    void theOptionTableIsThatOfTheProgram() throws Exception {
        String table = Arrays.stream(Setting.values()).map(ReadmeTest::row).collect(Collectors.joining("\n"));

        assertThat(Files.readString(Path.of("..", "README.md"))).as("the table is to be:\n" + table).contains(table);
    }
}
