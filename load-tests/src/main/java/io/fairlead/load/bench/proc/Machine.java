package io.fairlead.load.bench.proc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What figures depend on and a reader cannot see. Any thread. */
public final class Machine {
    private static final String MODEL = "model name";
    private static final String TOTAL = "MemTotal:";

    private Machine() {}

    /**
     * Names the processor: its model, or the architecture where the kernel does not say.
     *
     * @return one line
     */
    public static String processor() {
        return line("/proc/cpuinfo", MODEL).map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse(System.getProperty("os.arch"));
    }

    /**
     * Names the memory as the kernel writes it, for example {@code 16384 kB}; {@code ?} when unknown.
     *
     * @return one line
     */
    public static String memory() {
        return line("/proc/meminfo", TOTAL).map(line -> line.substring(TOTAL.length()).strip()).orElse("?");
    }

    /**
     * Names the operating system and its version.
     *
     * @return one line
     */
    public static String kernel() {
        return System.getProperty("os.name") + " " + System.getProperty("os.version");
    }

    /**
     * Names the virtual machine and its version.
     *
     * @return one line
     */
    public static String java() {
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
