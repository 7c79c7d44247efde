package io.fairlead.cli.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of Debian's package prometheus, which a machine may lack. */
public final class Installed {
    private Installed() {}

    /** Skips the test, and says so where nobody can miss it, when the program is not on the PATH. */
    public static void assume(String program) {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!found) {
            System.err.println("SKIPPED: '" + program + "' is not installed (apt-get install prometheus), so nothing"
                    + " has tried the dashboards' queries and the alerts.");
        }
        assumeTrue(found, program + " is not installed (package prometheus)");
    }
}
