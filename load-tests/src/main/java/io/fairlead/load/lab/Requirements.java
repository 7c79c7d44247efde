package io.fairlead.load.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a laboratory needs of the machine. */
public final class Requirements {
    private static final Map<String, String> PACKAGES = new TreeMap<>(
            Map.of("ip", "iproute2", "nft", "nftables", "conntrack", "conntrack"));

    private Requirements() {}

    /**
     * Looks what is missing. When the programs are there, a namespace is made and removed to see that it can be.
     *
     * @return one line for each thing, with the package that brings it; empty = a laboratory can be built
     */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!isRoot()) {
            missing.add("root (run it with sudo, or as root of a container that may make network namespaces)");
        }
        PACKAGES.forEach((program, name) -> {
            if (!isInstalled(program)) {
                missing.add("the program '" + program + "' (package " + name + ")");
            }
        });
        if (missing.isEmpty()) {
            tryOut(missing);
        }
        return List.copyOf(missing);
    }

    /**
     * Says what is missing as a user should read it.
     *
     * @return several lines; empty = a laboratory can be built
     */
    public static Optional<String> notice() {
        List<String> missing = missing();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the laboratory needs what is missing here:\n  " + String.join("\n  ", missing));
    }

    private static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid") instanceof Integer uid && uid == 0;
        } catch (IOException | UnsupportedOperationException e) {
            // No such file: not Linux.
            return false;
        }
    }

    private static boolean isInstalled(String program) {
        String path = System.getenv().getOrDefault("PATH", "");
        for (String directory : path.split(File.pathSeparator, -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, program))) {
                return true;
            }
        }
        return false;
    }

    /** Root of a container may lack the rights, and a small kernel the parts. */
    private static void tryOut(List<String> missing) {
        try (Namespaces namespaces = Namespaces.open()) {
            Namespace probe = namespaces.create("probe");
            probe.run("nft", "add table ip probe");
            probe.run("nft", "add chain ip probe balance { type nat hook prerouting priority dstnat ; }");
            probe.run("nft", "add rule ip probe balance dnat to numgen random mod 1 map { 0 : 10.77.0.1 }");
            probe.run("conntrack", "-L");
        } catch (IOException e) {
            missing.add("the right or the kernel's ability to make network namespaces with NAT in them: "
                    + e.getMessage());
        }
    }
}
