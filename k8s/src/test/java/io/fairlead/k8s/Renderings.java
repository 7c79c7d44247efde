package io.fairlead.k8s;

import com.google.gson.JsonElement;
import io.fairlead.cli.monitoring.Installed;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the tools make of the files, as somebody would get it. */
final class Renderings {
    /** Overlays, and overlays with components that somebody may add. */
    private static final List<String> NAMES = List.of("single", "lan", "cloud", "relay-per-node",
            "single+web-tls+monitoring",
            "cloud+cluster-tls+ingress", "cloud+external-redis", "relay-per-node+cluster-tls+ingress+external-redis");

    static final Path CHART = Path.of("helm", "fairlead");

    /** Components as values of the chart. */
    private static final Map<String, String> VALUES = Map.of("monitoring", "monitoring.enabled=true", "web-tls",
            "standalone.webTls=true", "cluster-tls",
            "rendezvous.tls=true", "ingress", "ingress.enabled=true", "external-redis",
            "redis.external=rediss://redis.example.com:6379");

    /** A helm that was built by 'go install' takes an old version for that of the cluster. */
    private static final String KUBERNETES = "1.32.0";

    private static final Map<List<String>, Combination> MADE = new ConcurrentHashMap<>();

    private Renderings() {}

    /** All that is tested, for parameterized tests. */
    static Stream<String> names() {
        return NAMES.stream();
    }

    /** An overlay by Kustomize, or an overlay with components: {@code cloud+ingress}; skipped without kubectl. */
    static Combination of(String name) {
        Path directory = name.contains("+") ? put(name) : Path.of("overlays", name);
        if (!isThere("kubectl") && isThere("kustomize")) {
            return MADE.computeIfAbsent(List.of("kustomize", "build", directory.toString()), Renderings::run);
        }
        Installed.assume("kubectl", "Kubernetes' own package kubectl, or a program kustomize");
        return MADE.computeIfAbsent(List.of("kubectl", "kustomize", directory.toString()), Renderings::run);
    }

    private static boolean isThere(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** The chart's objects by the same name; skipped without helm. */
    static Combination chart(String name, String... more) {
        List<String> parts = List.of(name.split("\\+"));
        List<String> arguments = new ArrayList<>(List.of("template", "fairlead", CHART.toString(), "--namespace",
                "fairlead", "--kube-version", KUBERNETES, "--set", "namespace.create=true", "--values",
                CHART.resolve("values-" + parts.getFirst() + ".yaml").toString()));
        parts.stream().skip(1).forEach(component -> arguments.addAll(List.of("--set", VALUES.get(component))));
        arguments.addAll(List.of(more));
        return MADE.computeIfAbsent(helm(arguments), Renderings::run);
    }

    /** A command of the real helm. */
    static List<String> helm(List<String> arguments) {
        Installed.assume("helm", "not Debian's; .ci/run builds it");
        List<String> command = new ArrayList<>(List.of("helm"));
        command.addAll(arguments);
        return List.copyOf(command);
    }

    /** Writes what somebody would who adds components to an overlay. */
    private static Path put(String name) {
        List<String> parts = List.of(name.split("\\+"));
        Path directory = Path.of("target", "kustomize", name);
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("kustomization.yaml"), """
                    apiVersion: kustomize.config.k8s.io/v1beta1
                    kind: Kustomization
                    namespace: fairlead
                    resources: [../../../overlays/%s]
                    components: [%s]
                    """.formatted(parts.getFirst(), parts.stream().skip(1)
                    .map(component -> "../../../components/" + component).collect(Collectors.joining(", "))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return directory;
    }

    private static Combination run(List<String> command) {
        try {
            Path complaints = Files.createTempFile("rendering", ".txt");
            Process process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int exit = process.waitFor();
            String complained = Files.readString(complaints);
            Files.delete(complaints);
            if (exit != 0) {
                throw new AssertionError(command + " failed: " + complained);
            }
            List<KubeObject> objects = new ArrayList<>();
            for (JsonElement document : Tree.read(said)) {
                objects.add(new KubeObject(document.getAsJsonObject()));
            }
            return new Combination(List.copyOf(objects));
        } catch (IOException e) {
            throw new AssertionError(command + " cannot be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + " was interrupted", e);
        }
    }
}
