package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/migrating.md tells people to type is what the program takes. */
class MigratingTest {
    @TempDir
    private Path directory;

    @Test
    void everyCommandOfTheGuideIsOne() throws Exception {
        Guide guide = new Guide("migrating.md");
        assertThat(guide.commands()).hasSizeGreaterThan(10);
        for (String command : guide.commands()) {
            String[] words = Guide.words(command).toArray(String[]::new);
            assertThatCode(() -> FairleadCommand.commandLine(directory, Map.of(), words).parseArgs(words))
                    .as(command).doesNotThrowAnyException();
        }
    }
}
