package io.fairlead.cli.run;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fairlead.cli.monitoring.Installed;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How nginx and its stream module are found and started, installed or merely unpacked. */
public final class NginxProgram {
    private static final String PACKAGES = "nginx libnginx-mod-stream";
    private static final String MODULE = "lib/nginx/modules/ngx_stream_module.so";

    private NginxProgram() {}

    /** Skips the test, and says so, where one of them is missing. */
    public static void assumeInstalled() {
        Installed.assume("nginx", PACKAGES);
        assumeTrue(program().isPresent(), "nginx has no stream module (apt-get install " + PACKAGES + ")");
    }

    /** The first on the path that has its module beside it. */
    private static Optional<Path> program() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .filter(program -> Files.exists(module(program)))
                .findFirst();
    }

    private static Path module(Path program) {
        return program.toAbsolutePath().getParent().resolveSibling(MODULE);
    }

    /** Where it keeps what it never needs to keep here; its own places are for root. */
    static String temporary(Path directory) {
        return Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(kind -> kind + "_temp_path " + directory.resolve(kind) + ";\n")
                .collect(Collectors.joining());
    }

    /** Runs one of the documented files in the foreground. */
    public static List<String> command(Path directory, String name, List<Map.Entry<String, String>> replaced)
            throws IOException {
        Path program = program().orElseThrow();
        Path modules = Files.writeString(directory.resolve("modules.load"),
                "load_module " + module(program) + ";\n");
        List<Map.Entry<String, String>> all = new ArrayList<>(replaced);
        all.add(Map.entry("/etc/nginx/modules-enabled/*.conf", modules.toString()));
        Path file = ProxyProgram.adapted(directory, name, all);
        return List.of(program.toString(), "-e", "stderr", "-p", directory.toString(), "-c", file.toString(), "-g",
                "daemon off; pid " + directory.resolve("nginx.pid") + ";");
    }
}
