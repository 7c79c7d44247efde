package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/fairlead}, on what the build has made. */
class StartScriptIT {
    private static final Path SCRIPT = Path.of("..", "bin", "fairlead").toAbsolutePath().normalize();

    @TempDir
    private Path directory;

    private String run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(script.toString()).directory(directory.toFile());
        builder.command().addAll(List.of(arguments));
        builder.environment().clear();
        builder.environment().put("PATH", System.getenv("PATH"));
        builder.environment().put("FAIRLEAD_BUILD", "never");
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    @Test
    void worksFromAnywhereWithoutAHome() throws Exception {
        assertThat(run(SCRIPT, Map.of(), "version")).contains("fairlead 0").contains("25");
    }

    @Test
    void worksThroughALinkInADirectoryWithBlanks() throws Exception {
        Path links = Files.createDirectory(directory.resolve("with a blank"));
        Path link = Files.createSymbolicLink(links.resolve("fairlead"), SCRIPT);
        assertThat(run(link, Map.of("HOME", "/nonexistent"), "version")).contains("fairlead 0");
    }

    @Test
    void passesOverAJavaThatIsTooOld() throws Exception {
        Path old = Files.createDirectories(directory.resolve("old/bin")).resolve("java");
        Files.writeString(old, "#!/bin/sh\necho 'openjdk version \"17.0.1\" 2021' >&2\n");
        assertThat(old.toFile().setExecutable(true)).isTrue();
        assertThat(run(SCRIPT, Map.of("JAVA_HOME", directory.resolve("old").toString()), "version"))
                .contains("fairlead 0");
    }

    @Test
    void rehearsesOnceSoThatServersStartSooner() throws Exception {
        Path made = Files.createDirectories(directory.resolve("a checkout/cli/target/fairlead"));
        Files.createSymbolicLink(made.resolve("lib"), SCRIPT.resolve("../../cli/target/fairlead/lib").normalize());
        Files.createFile(made.resolve("built"));
        Path script = Files.copy(
                SCRIPT, Files.createDirectories(directory.resolve("a checkout/bin")).resolve("fairlead"));
        Map<String, String> mayBuild = Map.of("FAIRLEAD_BUILD", "auto");

        assertThat(run(script, mayBuild, "version")).contains("rehearsing", "fairlead 0");
        Path cache = cache(made);
        FileTime recorded = Files.getLastModifiedTime(cache);
        assertThat(Files.size(cache)).isPositive();
        assertThat(run(script, mayBuild, "version")).startsWith("fairlead 0");
        assertThat(Files.getLastModifiedTime(cache(made))).isEqualTo(recorded);

        Files.writeString(cache, "not what the JVM wrote");
        assertThat(run(script, mayBuild, "version")).startsWith("fairlead 0").hasLineCount(1);
    }

    private static Path cache(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> caches = files.filter(file -> file.getFileName().toString().endsWith(".aot")).toList();
            assertThat(caches).hasSize(1);
            return caches.getFirst();
        }
    }
}
