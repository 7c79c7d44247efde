package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.lab.NodeCommand;
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
        Path bin = Files.createDirectories(directory.resolve("a checkout/bin"));
        Path script = Files.copy(SCRIPT, bin.resolve("fairlead"));
        Files.copy(SCRIPT.resolveSibling("launch.sh"), bin.resolve("launch.sh"));
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

    /** A Java that says what it was called with, a line each. */
    private Path echo() throws IOException {
        Path home = Files.createDirectories(directory.resolve("echo"));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
        Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    /** What the image and the Debian package have, laid where they have it. */
    private Path installed() throws IOException {
        Path dist = Path.of("src/main/dist/usr");
        Path home = Files.createDirectories(directory.resolve("usr/lib/fairlead"));
        Files.copy(SCRIPT.resolveSibling("launch.sh"), home.resolve("launch.sh"));
        Path bin = Files.createDirectories(directory.resolve("usr/bin"));
        return Files.copy(dist.resolve("bin/fairlead"), bin.resolve("fairlead"));
    }

    @Test
    void givesEachCommandTheOptionsThatItHasEverywhereElse() throws Exception {
        Map<String, String> echo = Map.of("FAIRLEAD_JAVA", echo().toString(), "FAIRLEAD_OPTS", "-Xmx64m");
        Path installed = installed();
        for (String command : List.of("standalone", "rendezvous", "relay", "doctor")) {
            List<String> line = run(SCRIPT, echo, command, "-x", "two words").lines().toList();
            List<String> options = new NodeCommand(Path.of("java"), List.of(), "lib").line(List.of(command));
            assertThat(line).containsSubsequence(options.subList(1, options.indexOf("-cp"))).contains("-Xmx64m");
            assertThat(line).endsWith("io.fairlead.cli.Main", command, "-x", "two words");
            assertThat(run(installed, echo, command, "-x", "two words").lines().filter(word -> !isPath(word)))
                    .containsExactlyElementsOf(line.stream().filter(word -> !isPath(word)).toList());
        }
    }

    private static boolean isPath(String word) {
        return word.contains("/lib/") || word.contains("/libs/");
    }

    private static Path cache(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            List<Path> caches = files.filter(file -> file.getFileName().toString().endsWith(".aot")).toList();
            assertThat(caches).hasSize(1);
            return caches.getFirst();
        }
    }
}
