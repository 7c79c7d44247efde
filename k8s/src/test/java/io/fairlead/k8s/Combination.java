package io.fairlead.k8s;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Objects that are applied together. */
record Combination(List<KubeObject> objects) {
    private static final Set<String> OPERATORS = Set.of("In");

    List<Workload> workloads() {
        return objects.stream().flatMap(object -> Workload.of(object).stream()).toList();
    }

    Stream<KubeObject> ofKind(String kind) {
        return objects.stream().filter(object -> object.is(kind));
    }

    Optional<KubeObject> find(String kind, String name) {
        return ofKind(kind).filter(object -> object.name().equals(name)).findFirst();
    }

    /** Workloads whose pods have labels as a selector wants them. */
    List<Workload> selected(JsonObject selector) {
        return workloads().stream().filter(workload -> matches(selector, workload.labels())).toList();
    }

    static boolean matches(JsonObject selector, Map<String, String> labels) {
        boolean equal = Tree.map(selector, "matchLabels").entrySet().stream()
                .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())));
        return equal && Tree.objects(selector, "matchExpressions/*").allMatch(expression -> {
            String operator = expression.get("operator").getAsString();
            if (!OPERATORS.contains(operator)) {
                throw new IllegalArgumentException("operator: " + operator + " (expected: one of " + OPERATORS + ")");
            }
            String value = labels.get(expression.get("key").getAsString());
            return Tree.texts(expression, "values/*").anyMatch(allowed -> allowed.equals(value));
        });
    }

    /** A Service's selector as other objects write theirs. */
    static JsonObject labels(JsonObject matchLabels) {
        JsonObject selector = new JsonObject();
        selector.add("matchLabels", matchLabels);
        return selector;
    }

    /** The number at which an autoscaler begins, or what the workload says itself. */
    int replicas(Workload workload) {
        return ofKind("HorizontalPodAutoscaler")
                .filter(scaler -> scaler.texts("spec/scaleTargetRef/name").anyMatch(workload.name()::equals))
                .flatMap(scaler -> scaler.texts("spec/minReplicas"))
                .findFirst()
                .or(() -> workload.object().texts("spec/replicas").findFirst())
                .map(Integer::valueOf)
                .orElse(1);
    }
}
