package io.fairlead.load.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What figures depend on and a reader cannot see. */
final class Machine {
    private static final String MODEL = "model name";
    private static final String TOTAL = "MemTotal:";

    private Machine() {}

    static String processor() {
        return line("/proc/cpuinfo", MODEL).map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"));
    }

    static String memory() {
        return line("/proc/meminfo", TOTAL).map(line -> line.substring(TOTAL.length()).strip()).orElse("?");
    }

    static String kernel() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    static String java() {
        return System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version");
    }

    private static Optional<String> line(String file, String start) {
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.stream().filter(line -> line.startsWith(start)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
