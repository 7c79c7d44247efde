package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fairlead.cli.command.Ran;
import io.fairlead.cli.monitoring.Installed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What k8s/README.md has somebody type. */
class GuideTest {
    private static final Path GUIDE = Path.of("README.md");

    /** Lines that are set in, with those that a backslash continues. */
    private static final Pattern COMMAND = Pattern.compile("(?m)^ {4}((?:.*\\\\\\n)*.*)$");

    @TempDir
    private Path directory;

    private static List<String> commands() throws IOException {
        return COMMAND.matcher(Files.readString(GUIDE)).results().map(MatchResult::group).map(String::strip).toList();
    }

    @Test
    void kubectlMakesTheSecretsWithTheKeysThatPodsWant() throws Exception {
        Installed.assume("kubectl", "Kubernetes' own package kubectl");
        Installed.assume("openssl", "openssl");
        assertThat(Ran.in(directory, "keys", "generate", "--data-dir", "keys").exitCode()).isZero();
        TestCertificate certificate = TestCertificate.make(directory, "any");
        for (String file : List.of("fullchain.pem", "node.crt", "ca.crt")) {
            Files.writeString(directory.resolve(file), certificate.certificate());
        }
        for (String file : List.of("privkey.pem", "node.key")) {
            Files.writeString(directory.resolve(file), certificate.key());
        }
        Map<String, Set<String>> made = new HashMap<>();
        for (String command : commands().stream().filter(line -> line.contains(" create secret ")).toList()) {
            JsonElement secret = JsonParser.parseString(run(command + " --dry-run=client -o json"));
            assertThat(Tree.text(secret, "metadata/namespace")).hasValue("fairlead");
            assertThat(Tree.map(secret, "data")).allSatisfy((key, value) -> assertThat(value).as(key).isNotEmpty());
            made.put(Tree.text(secret, "metadata/name").orElseThrow(),
                    new TreeSet<>(Tree.map(secret, "data").keySet()));
        }
        assertThat(made).isEqualTo(References.madeByTheOperator());
    }

    private String run(String command) throws Exception {
        Process shell = new ProcessBuilder("sh", "-c", command).directory(directory.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(command).isZero();
        return said;
    }

    @Test
    void allThatItNamesIsThere() throws IOException {
        String text = Files.readString(GUIDE);
        assertThat(Pattern.compile("\\bk8s/[\\w./-]+\\w").matcher(text).results().map(MatchResult::group))
                .isNotEmpty().allSatisfy(path -> assertThat(Path.of("..", path)).exists());
        assertThat(Pattern.compile("`(docs/[\\w.-]+)`").matcher(text).results().map(found -> found.group(1)))
                .isNotEmpty().allSatisfy(path -> assertThat(Path.of("..", path)).exists());
        try (Stream<Path> overlays = Files.list(Path.of("overlays"));
                Stream<Path> components = Files.list(Path.of("components"))) {
            assertThat(Stream.concat(overlays, components).map(path -> "| `" + path.getFileName() + "` |"))
                    .allSatisfy(row -> assertThat(text).contains(row));
        }
    }
}
