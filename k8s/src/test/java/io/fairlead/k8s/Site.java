package io.fairlead.k8s;

import com.google.gson.JsonObject;
import io.fairlead.load.lab.RedisProgram;
import io.fairlead.protocol.crypto.KeyFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What is around pods: addresses, names, Secrets as the guide has them made, and Kubernetes' API. */
final class Site implements AutoCloseable {
    private final Combination all;
    private final Path directory;
    private final KubernetesApi api;
    private final Path redis;
    private final String network;
    private final Map<String, Map<String, String>> secrets = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final List<String> roles = new ArrayList<>();
    private final Deque<Pod> pods = new ArrayDeque<>();
    private final String publicKey;

    Site(Combination all, Path directory) throws Exception {
        this.all = all;
        this.directory = directory;
        this.api = new KubernetesApi(directory.resolve("api"));
        this.redis = RedisProgram.extract(directory);
        // Others may run the same test on this machine.
        this.network = "127.%d.%d.".formatted(random(), random());
        all.workloads().forEach(workload -> roles.add(workload.name()));
        KeyFiles keys = new KeyFiles(Files.createDirectories(directory.resolve("keys")));
        this.publicKey = keys.loadOrCreate().publicKeyBase64();
        secrets.put("fairlead-key", Map.of("id_ed25519", Files.readString(keys.secretFile()),
                "id_ed25519.pub", Files.readString(keys.publicFile())));
        secrets.put("fairlead-cluster", Map.of("secret", "0123456789abcdef0123456789abcdef"));
        secrets.put("fairlead-redis", Map.of("password", "fedcba9876543210"));
        TestCertificate certificate = TestCertificate.make(directory, "node");
        secrets.put("fairlead-web-tls", Map.of("tls.crt", certificate.certificate(), "tls.key", certificate.key()));
        secrets.put("fairlead-cluster-tls", Map.of("tls.crt", certificate.certificate(), "tls.key", certificate.key(),
                "ca.crt", certificate.certificate()));
        all.ofKind("Service").forEach(this::name);
        // Names of load balancers that somebody would have made.
        all.workloads().forEach(workload -> workload.role().ifPresent(role -> {
            name(role.equals("relay") ? "relay.example.com" : "rd.example.com", address(workload, 0));
            name(workload.podName(0) + ".relay.example.com", address(workload, 0));
        }));
    }

    private static int random() {
        return ThreadLocalRandom.current().nextInt(1, 255);
    }

    private void name(KubeObject service) {
        JsonObject selector = service.objects("spec/selector").findFirst().orElseThrow();
        all.selected(Combination.labels(selector)).forEach(workload -> name(service.name(), address(workload, 0)));
    }

    /** Leads a name to an address, as DNS does. */
    void name(String name, String address) {
        names.put(name, address);
    }

    Combination all() {
        return all;
    }

    Path directory() {
        return directory;
    }

    Path redis() {
        return redis;
    }

    String publicKey() {
        return publicKey;
    }

    KubernetesApi api() {
        return api;
    }

    String address(Workload workload, int number) {
        return network + (10 * (1 + roles.indexOf(workload.name())) + number);
    }

    Map<String, String> secret(String name) {
        Map<String, String> secret = secrets.get(name);
        if (secret == null) {
            throw new AssertionError("no Secret " + name);
        }
        return secret;
    }

    /** Text in which hosts of URLs and addresses are resolved. */
    String resolved(String text) {
        String resolved = text;
        for (Map.Entry<String, String> name : names.entrySet()) {
            // A Service's short name may be the value of something else; before a port it is not.
            String end = name.getKey().contains(".") ? "(?=:\\d|$)" : "(?=:\\d)";
            resolved = resolved.replaceAll("(^|//)" + name.getKey() + end, "$1" + name.getValue());
        }
        return resolved;
    }

    Map<String, String> environment() {
        return api.environment();
    }

    List<String> jvmOptions() {
        return api.jvmOptions();
    }

    Pod start(String workload, int number) throws Exception {
        Workload wanted = all.workloads().stream().filter(each -> each.name().equals(workload)).findFirst()
                .orElseThrow();
        Pod pod = Pod.start(this, wanted, number);
        pods.push(pod);
        api.add(pod);
        return pod;
    }

    @Override
    public void close() throws Exception {
        while (!pods.isEmpty()) {
            pods.pop().close();
        }
        api.close();
    }
}
