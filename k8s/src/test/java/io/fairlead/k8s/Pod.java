package io.fairlead.k8s;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A pod's container as a process on this machine, put together of the manifest as a kubelet would: files of ConfigMaps
 * and Secrets at their places below a directory of the pod, the environment, the arguments, an IP address of its own
 * (of the loopback network). What the network of a pod does by itself is added: it binds that address alone.
 */
final class Pod implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CONNECT_MILLIS = 2000;

    private final Site site;
    private final Workload workload;
    private final String name;
    private final String ip;
    private final Path root;
    private final Process process;

    private Pod(Site site, Workload workload, int number) throws IOException {
        this.site = site;
        this.workload = workload;
        this.name = workload.podName(number);
        this.ip = site.address(workload, number);
        this.root = Files.createDirectories(site.directory().resolve(name));
        mount();
        ProcessBuilder builder = new ProcessBuilder(command()).directory(root.toFile()).redirectErrorStream(true)
                .redirectOutput(root.resolve("log").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment());
        this.process = builder.start();
    }

    static Pod start(Site site, Workload workload, int number) throws IOException {
        return new Pod(site, workload, number);
    }

    /** Each mount's files below the pod's directory. */
    private void mount() throws IOException {
        Map<String, JsonObject> volumes = new HashMap<>();
        Tree.objects(workload.pod(), "volumes/*")
                .forEach(volume -> volumes.put(volume.get("name").getAsString(), volume));
        for (JsonObject mount : Tree.objects(workload.container(), "volumeMounts/*").toList()) {
            Path at = inside(mount.get("mountPath").getAsString());
            JsonObject volume = volumes.getOrDefault(mount.get("name").getAsString(), new JsonObject());
            Map<String, String> files = new TreeMap<>();
            Tree.texts(volume, "configMap/name").flatMap(map -> site.all().find("ConfigMap", map).stream())
                    .forEach(map -> files.putAll(map.map("data")));
            Tree.texts(volume, "secret/secretName").forEach(secret -> files.putAll(site.secret(secret)));
            if (mount.has("subPath")) {
                Files.createDirectories(at.getParent());
                Files.writeString(at, placed(files.get(mount.get("subPath").getAsString())));
            } else {
                Files.createDirectories(at);
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Files.writeString(at.resolve(file.getKey()), placed(file.getValue()));
                }
            }
        }
    }

    private Path inside(String path) {
        return root.resolve(path.substring(1));
    }

    /** With the pod's own places for those of its mounts, and addresses for the names of Services. */
    private String placed(String text) {
        String mounts = Tree.texts(workload.container(), "volumeMounts/*/mountPath")
                .sorted(Comparator.comparing(String::length).reversed()).map(Pattern::quote)
                .collect(Collectors.joining("|"));
        return Pattern.compile("(?<=^|[ =])(" + mounts + ")(?=[/\n]|$)").matcher(site.resolved(text))
                .replaceAll(mount -> Matcher.quoteReplacement(inside(mount.group(1)).toString()));
    }

    private Map<String, String> environment() {
        Map<String, String> fields = Map.of(
                "status.podIP", ip, "status.hostIP", ip, "metadata.name", name, "metadata.namespace", "fairlead");
        Map<String, String> environment = new HashMap<>();
        Options.environment(site.all(), workload, fields, (secret, key) -> site.secret(secret).get(key))
                .forEach((key, value) -> environment.put(key, placed(value)));
        environment.putAll(site.environment());
        if (workload.role().isPresent()) {
            environment.put("BIND", ip);
            environment.computeIfPresent("FAIRLEAD_METRICS_BIND", (_, given) -> given.equals("0.0.0.0") ? ip : given);
        }
        return environment;
    }

    private List<String> command() throws IOException {
        List<String> arguments = Tree.texts(workload.container(), "args/*")
                .map(argument -> placed(Options.expanded(argument, environment()))).toList();
        List<String> command = new ArrayList<>();
        if (workload.role().isPresent()) {
            command.addAll(List.of(ProcessHandle.current().info().command().orElseThrow(),
                    "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
                    "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-Djava.io.tmpdir=" + inside("/tmp")));
            command.addAll(site.jvmOptions());
            command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.fairlead.cli.Main"));
            command.addAll(arguments);
        } else {
            command.add(site.redis().toString());
            command.addAll(arguments.subList(1, arguments.size()));
            command.addAll(List.of("--bind", ip));
        }
        return command;
    }

    Workload workload() {
        return workload;
    }

    String ip() {
        return ip;
    }

    String name() {
        return name;
    }

    /** The status that a probe's HTTP request gets; 0 when nobody answers. */
    int probe(String probe) {
        JsonObject get = Tree.objects(workload.container(), probe + "/httpGet").findFirst().orElseThrow();
        int port = workload.port(get.get("port").getAsString()).orElseThrow().number();
        return status(Tree.text(get, "host").orElse(ip), port, get.get("path").getAsString());
    }

    private static int status(String host, int port, String path) {
        try {
            return get(host, port, path).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static HttpResponse<String> get(String host, int port, String path) throws IOException {
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://" + host + ":" + port + path)).timeout(PATIENCE).build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    /** What the metrics port says at a path. */
    String asked(String path) throws IOException {
        return get(ip, workload.port("metrics").orElseThrow().number(), path).body();
    }

    /** Says whether a TCP port that the manifest declares is listened to. */
    boolean listensTo(Workload.Port port, String host) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port.number()), CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What the kubelet does after preStop. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Whether it ended by itself, and well, within its grace period. */
    boolean endsWell() throws InterruptedException {
        long grace = Tree.text(workload.pod(), "terminationGracePeriodSeconds").map(Long::valueOf).orElseThrow();
        return process.waitFor(Math.min(grace, 90), TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() {
        try {
            return Files.readString(root.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
