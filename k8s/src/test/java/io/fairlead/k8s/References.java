package io.fairlead.k8s;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Names by which objects call each other. */
final class References {
    private static final Path GUIDE = Path.of("README.md");
    private static final Pattern SECRET = Pattern
            .compile("create secret (?:generic|tls) ([\\w-]+)((?:\\s*\\\\?\\s*--[\\w-]+=\\S+)*)");
    private static final Pattern KEY = Pattern.compile("--from-(?:file|literal)=([\\w.-]+)=");
    private static final Set<String> TLS_KEYS = Set.of("tls.crt", "tls.key");

    private final Combination all;
    private final List<String> mistakes = new ArrayList<>();

    private References(Combination all) {
        this.all = all;
    }

    static List<String> mistakes(Combination all) {
        References references = new References(all);
        references.names();
        all.workloads().forEach(references::workload);
        all.ofKind("Service").forEach(references::service);
        all.ofKind("HorizontalPodAutoscaler").forEach(references::autoscaler);
        all.ofKind("PodDisruptionBudget").forEach(references::budget);
        all.ofKind("PodMonitor").forEach(references::monitor);
        all.ofKind("Ingress").forEach(references::ingress);
        return references.mistakes;
    }

    private void wrong(KubeObject object, String what) {
        mistakes.add(object + ": " + what);
    }

    private void names() {
        Set<String> seen = new HashSet<>();
        all.objects().stream().filter(object -> !seen.add(object.id()))
                .forEach(object -> wrong(object, "is there twice"));
        Set<String> namespaces = new HashSet<>();
        all.objects().forEach(object -> namespaces.add(object.is("Namespace")
                ? object.name()
                : object.texts("metadata/namespace").findFirst().orElse("")));
        if (namespaces.size() != 1 || namespaces.contains("")) {
            mistakes.add("namespaces: " + namespaces + " (expected: one)");
        }
    }

    private void workload(Workload workload) {
        KubeObject object = workload.object();
        JsonObject selector = object.objects("spec/selector").findFirst().orElseThrow();
        if (Tree.map(selector, "matchLabels").isEmpty() || !Combination.matches(selector, workload.labels())) {
            wrong(object, "its selector does not match its pods");
        }
        object.objects("spec/template/spec/topologySpreadConstraints/*/labelSelector")
                .filter(spread -> !Combination.matches(spread, workload.labels()))
                .forEach(spread -> wrong(object, "is spread beside others: " + spread));
        if (object.is("StatefulSet")) {
            String service = object.texts("spec/serviceName").findFirst().orElse("");
            if (all.find("Service", service).isEmpty()) {
                wrong(object, "no Service " + service);
            }
        }
        String account = Tree.text(workload.pod(), "serviceAccountName").orElse("default");
        if (all.find("ServiceAccount", account).isEmpty()) {
            wrong(object, "no ServiceAccount " + account);
        }
        configuration(workload);
        volumes(workload);
        probes(workload);
    }

    private void configuration(Workload workload) {
        JsonObject container = workload.container();
        Tree.texts(container, "envFrom/*/configMapRef/name").forEach(name -> configMap(workload, name, Set.of()));
        Tree.objects(container, "env/*/valueFrom/configMapKeyRef").forEach(reference -> configMap(workload,
                reference.get("name").getAsString(), Set.of(reference.get("key").getAsString())));
        Tree.objects(container, "env/*/valueFrom/secretKeyRef").forEach(reference -> secret(workload,
                reference.get("name").getAsString(), Set.of(reference.get("key").getAsString())));
    }

    private void configMap(Workload workload, String name, Set<String> keys) {
        Map<String, String> data = all.find("ConfigMap", name).map(map -> map.map("data")).orElse(Map.of());
        if (data.isEmpty()) {
            wrong(workload.object(), "no ConfigMap " + name);
        } else if (!data.keySet().containsAll(keys)) {
            wrong(workload.object(), "ConfigMap " + name + " has no " + keys);
        }
    }

    private void secret(Workload workload, String name, Set<String> keys) {
        Set<String> documented = madeByTheOperator().get(name);
        if (documented == null) {
            wrong(workload.object(), GUIDE + " does not say how Secret " + name + " is made");
        } else if (!documented.containsAll(keys)) {
            wrong(workload.object(), "Secret " + name + " has " + documented + " (expected: " + keys + ")");
        }
    }

    /** Secrets that the guide has the operator make, and their keys. */
    static Map<String, Set<String>> madeByTheOperator() {
        Map<String, Set<String>> secrets = new HashMap<>();
        try {
            Matcher command = SECRET.matcher(Files.readString(GUIDE));
            while (command.find()) {
                Set<String> keys = new HashSet<>(
                        KEY.matcher(command.group(2)).results().map(key -> key.group(1)).toList());
                secrets.put(command.group(1), keys.isEmpty() ? TLS_KEYS : keys);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return secrets;
    }

    private void volumes(Workload workload) {
        Map<String, JsonObject> volumes = new HashMap<>();
        Tree.objects(workload.pod(), "volumes/*")
                .forEach(volume -> volumes.put(volume.get("name").getAsString(), volume));
        Set<String> claims = new HashSet<>(
                workload.object().texts("spec/volumeClaimTemplates/*/metadata/name").toList());
        Set<String> mounted = new HashSet<>();
        Tree.objects(workload.container(), "volumeMounts/*").forEach(mount -> {
            String name = mount.get("name").getAsString();
            mounted.add(name);
            JsonObject volume = volumes.get(name);
            if (volume == null && !claims.contains(name)) {
                wrong(workload.object(), "no volume " + name);
            } else if (volume != null) {
                Set<String> files = Tree.text(mount, "subPath").map(Set::of).orElse(Set.of());
                Tree.texts(volume, "configMap/name").forEach(map -> configMap(workload, map, files));
                Tree.texts(volume, "secret/secretName").forEach(secret -> secret(workload, secret, files));
            }
        });
        Stream.concat(volumes.keySet().stream(), claims.stream()).filter(volume -> !mounted.contains(volume))
                .forEach(volume -> wrong(workload.object(), "volume " + volume + " is mounted nowhere"));
    }

    private void probes(Workload workload) {
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            JsonElement asked = workload.container().get(probe);
            if (asked == null) {
                wrong(workload.object(), "no " + probe);
                continue;
            }
            Stream.of("httpGet", "tcpSocket").flatMap(way -> Tree.texts(asked, way + "/port"))
                    .filter(port -> workload.port(port).isEmpty())
                    .forEach(port -> wrong(workload.object(), probe + ": no port " + port));
            String path = probe.equals("readinessProbe") ? "/readyz" : "/healthz";
            Tree.texts(asked, "httpGet/path").filter(given -> !given.equals(path))
                    .forEach(
                            given -> wrong(workload.object(), probe + ": path " + given + " (expected: " + path + ")"));
        }
    }

    private void service(KubeObject service) {
        JsonObject selector = service.objects("spec/selector").findFirst().orElseThrow();
        List<Workload> behind = all.selected(Combination.labels(withoutPod(selector)));
        if (behind.isEmpty()) {
            wrong(service, "selects no pods");
        }
        service.objects("spec/ports/*").forEach(port -> behind.forEach(workload -> {
            String target = Tree.text(port, "targetPort").orElse("");
            String protocol = Tree.text(port, "protocol").orElse("TCP");
            Workload.Port found = workload.port(target).orElse(null);
            if (found == null || !found.protocol().equals(protocol)) {
                wrong(service, "no port " + target + " " + protocol + " in " + workload.name());
            } else if (found.number() != Tree.text(port, "port").map(Integer::valueOf).orElseThrow()
                    && !target.startsWith("web")) {
                wrong(service, target + " has another number outside, where clients compute it from the first");
            }
        }));
        pods(service, selector, behind);
    }

    /** A Service of one pod names one that is there. */
    private void pods(KubeObject service, JsonObject selector, List<Workload> behind) {
        Optional.ofNullable(selector.get(POD_NAME)).map(JsonElement::getAsString)
                .ifPresent(pod -> behind.forEach(workload -> {
                    int last = all.replicas(workload) - 1;
                    int number = pod.matches(workload.name() + "-\\d+")
                            ? Integer.parseInt(pod.substring(workload.name().length() + 1))
                            : -1;
                    if (!workload.object().is("StatefulSet") || number < 0 || number > last) {
                        wrong(service, "no pod " + pod + " in " + workload.object() + " of " + (last + 1));
                    }
                }));
    }

    /** Kubernetes gives it to each pod of a StatefulSet. */
    static final String POD_NAME = "statefulset.kubernetes.io/pod-name";

    private static JsonObject withoutPod(JsonObject selector) {
        JsonObject others = selector.deepCopy();
        others.remove(POD_NAME);
        return others;
    }

    private void ingress(KubeObject ingress) {
        ingress.texts("spec/tls/*/secretName").filter(name -> !madeByTheOperator().containsKey(name))
                .forEach(name -> wrong(ingress, GUIDE + " does not say how Secret " + name + " is made"));
        List<String> paths = ingress.texts("spec/rules/*/http/paths/*/path").toList();
        if (!paths.equals(List.of("/ws/id", "/ws/relay"))) {
            wrong(ingress, "paths " + paths + " (expected: /ws/id and /ws/relay)");
        }
        ingress.objects("spec/rules/*/http/paths/*/backend/service").forEach(backend -> {
            String name = backend.get("name").getAsString();
            String port = Tree.text(backend, "port/name").orElse("");
            if (all.find("Service", name).stream().flatMap(service -> service.texts("spec/ports/*/name"))
                    .noneMatch(port::equals)) {
                wrong(ingress, "no Service " + name + " with a port " + port);
            }
        });
    }

    private void autoscaler(KubeObject scaler) {
        String kind = scaler.texts("spec/scaleTargetRef/kind").findFirst().orElse("");
        String name = scaler.texts("spec/scaleTargetRef/name").findFirst().orElse("");
        KubeObject target = all.find(kind, name).orElse(null);
        if (target == null || Workload.of(target).isEmpty()) {
            wrong(scaler, "no " + kind + "/" + name);
            return;
        }
        if (target.objects("spec").anyMatch(spec -> spec.has("replicas"))) {
            wrong(scaler, target + " says replicas itself, which each apply would set again");
        }
        scaler.texts("spec/metrics/*/resource/name").forEach(resource -> {
            if (target.objects("spec/template/spec/containers/*/resources/requests")
                    .noneMatch(requests -> requests.has(resource))) {
                wrong(scaler, target + " requests no " + resource);
            }
        });
    }

    private void budget(KubeObject budget) {
        List<Workload> selected = all.selected(budget.objects("spec/selector").findFirst().orElseThrow());
        if (selected.size() != 1) {
            wrong(budget, "selects " + selected.size() + " workloads (expected: 1)");
        }
        selected.stream().filter(workload -> all.replicas(workload) < 2)
                .forEach(
                        workload -> wrong(budget, workload.object() + " has one pod, and no machine could be drained"));
    }

    private void monitor(KubeObject monitor) {
        JsonObject selector = monitor.objects("spec/selector").findFirst().orElseThrow();
        List<Workload> selected = all.selected(selector);
        List<Workload> ours = all.workloads().stream().filter(workload -> workload.role().isPresent()).toList();
        if (!selected.equals(ours)) {
            wrong(monitor, "selects " + selected + " (expected: " + ours + ")");
        }
        String label = monitor.texts("spec/jobLabel").findFirst().orElse("");
        selected.forEach(workload -> {
            monitor.texts("spec/podMetricsEndpoints/*/port").filter(port -> workload.port(port).isEmpty())
                    .forEach(port -> wrong(monitor, "no port " + port + " in " + workload.name()));
            if (!workload.labels().getOrDefault(label, "").startsWith("fairlead")) {
                wrong(monitor, "the job of " + workload.name() + " does not begin with fairlead (label " + label + ")");
            }
        });
    }
}
