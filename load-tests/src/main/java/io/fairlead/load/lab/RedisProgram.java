package io.fairlead.load.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The redis-server that the test dependency carries for this platform. */
public final class RedisProgram {
    private static final String VERSION = "7.0.15";

    private RedisProgram() {}

    /**
     * Writes the program to a directory, unless it is there.
     *
     * @param directory where to
     * @return the executable file; with {@code --sentinel} it is a Sentinel
     * @throws IOException                   when it cannot be written
     * @throws UnsupportedOperationException when there is none for this platform
     */
    public static Path extract(Path directory) throws IOException {
        Path program = directory.resolve("redis-server");
        if (Files.exists(program)) {
            return program;
        }
        String resource = "/redis-server-" + VERSION + "-" + platform();
        try (InputStream in = RedisProgram.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new UnsupportedOperationException("redis: no program " + resource + " for this platform");
            }
            Files.copy(in, program);
        }
        if (!program.toFile().setExecutable(true)) {
            throw new IOException(program + " cannot be made executable");
        }
        return program;
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String machine = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "amd64";
            case "aarch64", "arm64" -> "arm64";
            case "x86", "i386", "i686" -> "386";
            case String other -> other;
        };
        return system + "-" + machine;
    }
}
