package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.Main;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a process of its own. */
class ProcessIT {
    @TempDir
    private Path directory;

    private Process start(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).directory(directory.toFile()).start();
    }

    @Test
    void saysWhatRunsAndEndsCleanlyWhenTold() throws Exception {
        Process server = start("standalone", "-p", "32116", "--metrics-port", "0", "--public-host", "rd.example.com");
        try (BufferedReader out = server.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            for (String line = out.readLine(); line != null && !line.isEmpty(); line = out.readLine()) {
                lines.add(line);
            }
            assertThat(String.join("\n", lines))
                    .contains("Fairlead is ready", "*:32116", "*:32115", "*:32118", "*:32117", "*:32119")
                    .contains("public key", "host=rd.example.com:32116,key=", "to paste", "data directory", "/metrics");
            assertThat(directory.resolve("id_ed25519")).exists();
            assertThat(directory.resolve("db_v2.sqlite3")).exists();

            Process second = start("standalone", "-p", "32116", "--metrics-port", "-1");
            assertThat(second.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(second.exitValue()).isEqualTo(1);
            assertThat(text(second)).contains("cannot listen on").doesNotContain("\tat ");

            server.destroy();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void tellsAllMistakesAtOnce() throws Exception {
        Files.writeString(directory.resolve(".env"), "PORT=abc\nMASK=10.0.0.0/99\n");
        Process wrong = start("standalone", "--serial", "-1", "--log-level", "loud");
        assertThat(wrong.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(wrong.exitValue()).isEqualTo(2);
        assertThat(text(wrong))
                .contains(".env port: 'abc'", ".env mask: '10.0.0.0/99'", "--serial: '-1'", "--log-level: 'loud'")
                .doesNotContain("\tat ");
    }

    @Test
    void neverOverwritesAMalformedKey() throws Exception {
        Files.writeString(directory.resolve("id_ed25519"), "broken");
        Process server = start("standalone", "-p", "32126", "--metrics-port", "-1");
        assertThat(server.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(2);
        assertThat(text(server)).contains("id_ed25519").doesNotContain("\tat ");
        assertThat(directory.resolve("id_ed25519")).hasContent("broken");
    }

    private static String text(Process process) throws Exception {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
