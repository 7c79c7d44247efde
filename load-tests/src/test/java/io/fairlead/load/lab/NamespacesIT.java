package io.fairlead.load.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamespacesIT {
    private static final Path DIRECTORY = Path.of("/run/netns");

    @TempDir
    private Path directory;

    @BeforeAll
    static void needsNamespaces() {
        Requirements.notice().ifPresent(missing -> Assumptions.abort("NOT TESTED HERE: " + missing));
    }

    @Test
    void endsWhatRunsInsideAndRemovesAllWhenClosed() throws Exception {
        String name;
        Process process;
        try (Namespaces namespaces = Namespaces.open()) {
            Namespace namespace = namespaces.create("one");
            name = namespace.name();
            process = namespace.start(directory, directory.resolve("log"), List.of("sleep", "1000"));
            assertThat(DIRECTORY.resolve(name)).exists();
            assertThat(namespace.run("ip", "-o", "link")).contains(" lo:").hasLineCount(1);
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(DIRECTORY.resolve(name)).doesNotExist();
    }

    @Test
    void removesWhatADeadProcessHasLeft() throws IOException {
        // Beyond the largest process id that Linux gives.
        String leftOver = "flab-4194305-0000-left";
        Commands.run("ip", "netns", "add", leftOver);
        try (Namespaces namespaces = Namespaces.open(); Namespaces others = Namespaces.open()) {
            assertThat(DIRECTORY.resolve(leftOver)).doesNotExist();
            String name = namespaces.create("living").name();
            assertThat(others.create("living").name()).isNotEqualTo(name);
            Namespaces.open().close();
            assertThat(DIRECTORY.resolve(name)).exists();
        }
    }

    @Test
    void whatAnotherJvmHasMadeIsGoneWhenItEnds() throws Exception {
        Path said = directory.resolve("said");
        Process other = new ProcessBuilder(System.getProperty("java.home") + "/bin/java", "-cp",
                System.getProperty("java.class.path"), "--enable-native-access=ALL-UNNAMED",
                MadeAndLeft.class.getName())
                .redirectOutput(said.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(other.waitFor(Duration.ofSeconds(30))).isTrue();
            String name = Files.readAllLines(said).stream().filter(line -> line.startsWith("flab-")).findFirst()
                    .orElseThrow();
            assertThat(DIRECTORY.resolve(name)).doesNotExist();
        } finally {
            other.destroyForcibly();
        }
    }

    /** Makes one, says so if it is there, and ends without closing. */
    static final class MadeAndLeft {
        private MadeAndLeft() {}

        public static void main(String[] arguments) throws IOException {
            String name = Namespaces.open().create("left").name();
            if (Files.exists(DIRECTORY.resolve(name))) {
                System.out.println(name);
            }
            System.exit(0);
        }
    }
}
