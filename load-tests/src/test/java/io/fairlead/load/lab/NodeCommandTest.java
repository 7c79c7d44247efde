package io.fairlead.load.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCommandTest {
    private static final String YOUNG = "-Xmn16m";

    private final NodeCommand command = new NodeCommand(Path.of("java"), List.of(), "lib");

    @Test
    void serversHaveTheYoungGenerationThatTheScriptGivesThem() {
        assertThat(command.line(List.of("relay", "-p", "1"))).contains(YOUNG);
        assertThat(command.line(List.of("standalone", "--relay-servers", "relay"))).contains("-Xmn32m")
                .doesNotContain(YOUNG);
        assertThat(command.line(List.of("rendezvous"))).contains("-Xmn32m");
        assertThat(command.line(List.of("doctor", "relay"))).noneMatch(word -> word.startsWith("-Xmn"));
    }

    @Test
    void whatTheUserGivesComesLastAndWins() {
        assertThat(command.with("-Xmn4m").line(List.of("relay"))).containsSubsequence(YOUNG, "-Xmn4m", "-cp");
    }
}
