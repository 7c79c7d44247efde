package io.fairlead.terraform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.monitoring.Installed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The program terraform, in a copy of the folder terraform, so that it leaves nothing there. */
final class Terraform {
    private static final Path SOURCE = Path.of("../terraform");
    private static final String CONFIG = "TF_CLI_CONFIG_FILE";
    private static final long RUN_SECONDS = 120;

    /** A registry that does not answer must not hold a build up. */
    private static final long INIT_SECONDS = 40;

    private final Path copy;

    Terraform(Path directory) throws IOException {
        Installed.assume("terraform", "terraform; it is none of Debian's, see terraform/README.md");
        copy = directory.resolve("terraform");
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(path -> !path.toString().contains("/.terraform")).toList()) {
                Files.copy(file, copy.resolve(SOURCE.relativize(file).toString()));
            }
        }
    }

    /** Where a module is. */
    Path at(String module) {
        return copy.resolve(module);
    }

    private record Ran(int code, String said, String complained) {}

    private Ran attempt(String module, long seconds, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("terraform", "-chdir=" + at(module)));
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile(copy, "said", ".txt");
        Path complained = Files.createTempFile(copy, "complained", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(said.toFile())
                .redirectError(complained.toFile());
        // A name of a file that is not there is complained of in each answer, also in those that are JSON.
        builder.environment().computeIfPresent(CONFIG, (_, file) -> Files.exists(Path.of(file)) ? file : null);
        builder.environment().put("CHECKPOINT_DISABLE", "1");
        builder.environment().put("TF_IN_AUTOMATION", "1");
        Process process = builder.start();
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
            return new Ran(-1, "", "no end within " + seconds + " s");
        }
        return new Ran(process.exitValue(), Files.readString(said, StandardCharsets.UTF_8),
                Files.readString(complained, StandardCharsets.UTF_8));
    }

    /** Runs it; it must succeed. */
    String run(String module, String... arguments) throws Exception {
        Ran ran = attempt(module, RUN_SECONDS, arguments);
        assertThat(ran.code()).as(module + ": terraform " + String.join(" ", arguments) + "\n" + ran.said()
                + ran.complained()).isZero();
        return ran.said();
    }

    /** Gets a module's providers, or skips the test, and says so, where they are not to be had. */
    void assumeProviders(String module, String providers) throws Exception {
        Ran ran = attempt(module, INIT_SECONDS, "init", "-backend=false", "-input=false", "-no-color");
        if (ran.code() != 0) {
            System.err.println("SKIPPED: terraform cannot get the provider " + providers + " (see terraform/README.md),"
                    + " so nothing has checked terraform/" + module + ".\n" + ran.said() + ran.complained());
        }
        Assumptions.assumeTrue(ran.code() == 0, "terraform cannot get the provider " + providers);
    }
}
