package io.fairlead.k8s;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What may reach what. */
final class Policies {
    private static final int DNS = 53;
    private static final Set<String> KUBERNETES_API = Set.of("443", "6443");

    /** Services that an ingress controller alone comes to. */
    private static final String BEHIND_A_PROXY = "-web";

    private final Combination all;
    private final List<String> mistakes = new ArrayList<>();

    private Policies(Combination all) {
        this.all = all;
    }

    static List<String> mistakes(Combination all) {
        Policies policies = new Policies(all);
        all.ofKind("NetworkPolicy").forEach(policies::ports);
        all.workloads().stream().filter(workload -> !inTheMachinesNetwork(workload)).forEach(workload -> {
            policies.closed(workload);
            policies.services(workload);
            policies.peers(workload);
        });
        return policies.mistakes;
    }

    /** No policy holds for such a pod. */
    private static boolean inTheMachinesNetwork(Workload workload) {
        return Tree.text(workload.pod(), "hostNetwork").map(Boolean::valueOf).orElse(false);
    }

    private void ports(KubeObject policy) {
        List<Workload> own = all.selected(policy.objects("spec/podSelector").findFirst().orElseThrow());
        if (own.isEmpty()) {
            mistakes.add(policy + ": selects no pods");
        }
        policy.objects("spec/ingress/*/ports/*")
                .forEach(port -> own.forEach(workload -> known(policy, workload, port)));
        policy.objects("spec/egress/*").forEach(rule -> Tree.objects(rule, "to/*/podSelector").forEach(selector -> {
            List<Workload> others = all.selected(selector);
            if (others.isEmpty()) {
                mistakes.add(policy + ": lets out to no pods: " + selector);
            }
            others.forEach(other -> Tree.objects(rule, "ports/*").forEach(port -> known(policy, other, port)));
        }));
        policy.objects("spec/ingress/*/from/*/podSelector").filter(selector -> all.selected(selector).isEmpty())
                .forEach(selector -> mistakes.add(policy + ": lets in from no pods: " + selector));
    }

    private void known(KubeObject policy, Workload workload, JsonObject port) {
        String name = port.get("port").getAsString();
        String protocol = Tree.text(port, "protocol").orElse("TCP");
        if (workload.ports().noneMatch(known -> known.name().equals(name) && known.protocol().equals(protocol))) {
            mistakes.add(policy + ": " + workload.name() + " has no port " + name + " " + protocol);
        }
    }

    private Stream<KubeObject> of(Workload workload) {
        return all.ofKind("NetworkPolicy").filter(policy -> policy.objects("spec/podSelector")
                .anyMatch(selector -> Combination.matches(selector, workload.labels())));
    }

    private void closed(Workload workload) {
        for (String direction : List.of("Ingress", "Egress")) {
            if (of(workload).noneMatch(policy -> policy.texts("spec/policyTypes/*").anyMatch(direction::equals)
                    && !policy.json().getAsJsonObject("spec").has(direction.toLowerCase(Locale.ROOT)))) {
                mistakes.add(workload.object() + ": no policy closes " + direction);
            }
        }
        of(workload).flatMap(policy -> policy.objects("spec/egress/*")).filter(rule -> !rule.has("to"))
                .flatMap(rule -> Tree.texts(rule, "ports/*/port"))
                .filter(port -> !KUBERNETES_API.contains(port) || !asksKubernetes(workload))
                .forEach(port -> mistakes.add(workload.object() + ": lets out to anywhere, port " + port));
        of(workload).flatMap(policy -> policy.objects("spec/ingress/*")).filter(rule -> !rule.has("ports"))
                .forEach(rule -> mistakes.add(workload.object() + ": lets in to any port"));
    }

    private static boolean asksKubernetes(Workload workload) {
        return Tree.text(workload.pod(), "automountServiceAccountToken").map(Boolean::valueOf).orElse(true);
    }

    /** What clients are led to is open to them, and nothing else is. */
    private void services(Workload workload) {
        List<String> open = of(workload).flatMap(policy -> policy.objects("spec/ingress/*"))
                .filter(rule -> !rule.has("from"))
                .flatMap(rule -> Tree.texts(rule, "ports/*/port")).distinct().sorted().toList();
        List<String> served = all.ofKind("Service")
                .filter(service -> workload.role().isPresent() && !service.name().endsWith(BEHIND_A_PROXY))
                .filter(service -> all.selected(Combination.labels(labels(service))).contains(workload))
                .flatMap(service -> service.texts("spec/ports/*/targetPort")).distinct().sorted().toList();
        if (!open.equals(served)) {
            mistakes.add(workload.object() + ": open to anybody are " + open + " (expected: " + served + ")");
        }
        all.ofKind("Service").filter(service -> service.name().endsWith(BEHIND_A_PROXY))
                .filter(service -> all.selected(Combination.labels(labels(service))).contains(workload))
                .flatMap(service -> service.texts("spec/ports/*/targetPort"))
                .filter(port -> of(workload).flatMap(policy -> policy.objects("spec/ingress/*"))
                        .filter(rule -> Tree.all(rule, "from/*/namespaceSelector").findAny().isPresent())
                        .flatMap(rule -> Tree.texts(rule, "ports/*/port")).noneMatch(port::equals))
                .forEach(port -> mistakes.add(workload.object() + ": " + port + " is let in from no proxy"));
    }

    private static JsonObject labels(KubeObject service) {
        JsonObject labels = service.objects("spec/selector").findFirst().orElseThrow().deepCopy();
        labels.remove(References.POD_NAME);
        return labels;
    }

    /** Whoever is let out to a port is let in there; all who need Redis and names are let out to them. */
    private void peers(Workload workload) {
        of(workload).flatMap(policy -> policy.objects("spec/egress/*")).forEach(rule -> Tree.objects(rule,
                "to/*/podSelector").flatMap(selector -> all.selected(selector).stream())
                .forEach(other -> Tree.texts(rule, "ports/*/port").filter(port -> !isOpen(other, port, workload))
                        .forEach(port -> mistakes.add(workload.object() + ": is let out to " + other.name() + " " + port
                                + ", which does not let it in"))));
        boolean redis = all.ofKind("ConfigMap").anyMatch(map -> map.map("data")
                .getOrDefault("FAIRLEAD_REDIS", "").contains("//redis:"));
        if (redis && workload.role().isPresent() && !isLetOut(workload, "redis")) {
            mistakes.add(workload.object() + ": is not let out to Redis");
        }
        if (redis && workload.role().isPresent() && !isLetOut(workload, String.valueOf(DNS))) {
            mistakes.add(workload.object() + ": is not let out to look names up");
        }
    }

    private boolean isLetOut(Workload workload, String port) {
        return of(workload).flatMap(policy -> policy.texts("spec/egress/*/ports/*/port")).anyMatch(port::equals);
    }

    private boolean isOpen(Workload to, String port, Workload from) {
        return of(to).flatMap(policy -> policy.objects("spec/ingress/*"))
                .filter(rule -> Tree.texts(rule, "ports/*/port").anyMatch(port::equals))
                .anyMatch(rule -> Tree.objects(rule, "from/*/podSelector")
                        .anyMatch(selector -> Combination.matches(selector, from.labels())));
    }
}
