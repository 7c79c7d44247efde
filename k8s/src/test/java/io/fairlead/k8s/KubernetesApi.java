package io.fairlead.k8s;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Answers the one call that a pod's rights allow: lists pods of a namespace by a label, over TLS, to whoever has the
 * token. Everything else is forbidden, as with Kubernetes.
 */
final class KubernetesApi implements AutoCloseable {
    private static final String TOKEN = "token-of-the-pod";

    private final HttpsServer server;
    private final Path directory;
    private final Queue<Pod> pods = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();

    KubernetesApi(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory);
        this.server = HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        TestCertificate certificate = TestCertificate.make(directory, "kubernetes");
        Files.writeString(directory.resolve("ca.crt"), certificate.certificate());
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.createContext("/", this::answer);
        server.start();
        Files.writeString(directory.resolve("token"), TOKEN);
    }

    void add(Pod pod) {
        pods.add(pod);
    }

    /** What the kubelet gives each pod, and where it puts the files. */
    Map<String, String> environment() {
        return Map.of("KUBERNETES_SERVICE_HOST", "localhost",
                "KUBERNETES_SERVICE_PORT", String.valueOf(server.getAddress().getPort()));
    }

    List<String> jvmOptions() {
        return List.of("-Dpekko.discovery.kubernetes-api.api-ca-path=" + directory.resolve("ca.crt"),
                "-Dpekko.discovery.kubernetes-api.api-token-path=" + directory.resolve("token"));
    }

    /** Calls that were not allowed. */
    List<String> refused() {
        return List.copyOf(refused);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        boolean allowed = exchange.getRequestMethod().equals("GET")
                && path.equals("/api/v1/namespaces/fairlead/pods")
                && query.startsWith("labelSelector=")
                && ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!allowed) {
            refused.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        }
        byte[] body = (allowed ? list(query.substring("labelSelector=".length())) : "{}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(allowed ? 200 : 403, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private String list(String selector) {
        JsonArray items = new JsonArray();
        pods.stream().filter(pod -> selector.equals("app=" + pod.workload().labels().get("app"))).forEach(pod -> {
            JsonObject item = new JsonObject();
            item.add("metadata", pod.workload().object().objects("spec/template/metadata").findFirst().orElseThrow());
            item.add("spec", pod.workload().pod());
            item.add("status", JsonParser.parseString("""
                    {"phase": "Running", "podIP": "%s",
                     "containerStatuses": [{"name": "fairlead", "state": {"running": {}}}]}""".formatted(pod.ip())));
            items.add(item);
        });
        JsonObject list = new JsonObject();
        list.add("items", items);
        return list.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
