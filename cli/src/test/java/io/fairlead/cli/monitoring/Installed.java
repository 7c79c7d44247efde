package io.fairlead.cli.monitoring;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Programs of Debian's packages that a machine may lack. */
public final class Installed {
    private Installed() {}

    /** Skips the test, and says so where nobody can miss it, when the program of package prometheus is not there. */
    public static void assume(String program) {
        assume(program, "prometheus");
    }

    /** The same for a program of other packages. */
    public static void assume(String program, String packages) {
        boolean found = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
        if (!found) {
            System.err.println("SKIPPED: '" + program + "' is not installed (apt-get install " + packages + "), so"
                    + " nothing has tried what this test is about.");
        }
        assumeTrue(found, program + " is not installed (apt-get install " + packages + ")");
    }
}
