package io.fairlead.k8s;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Pods as a Deployment or StatefulSet makes them; each has one container here. */
record Workload(KubeObject object) {
    private static final Set<String> KINDS = Set.of("Deployment", "StatefulSet", "DaemonSet");

    /** A port that a container says it has. */
    record Port(String name, int number, String protocol) {}

    static Optional<Workload> of(KubeObject object) {
        return KINDS.contains(object.kind()) ? Optional.of(new Workload(object)) : Optional.empty();
    }

    String name() {
        return object.name();
    }

    JsonObject pod() {
        return object.objects("spec/template/spec").findFirst().orElseThrow();
    }

    JsonObject container() {
        return object.objects("spec/template/spec/containers/*").findFirst().orElseThrow();
    }

    Map<String, String> labels() {
        return object.map("spec/template/metadata/labels");
    }

    Stream<Port> ports() {
        return Tree.objects(container(), "ports/*").map(port -> new Port(
                Tree.text(port, "name").orElse(""),
                Tree.text(port, "containerPort").map(Integer::valueOf).orElseThrow(),
                Tree.text(port, "protocol").orElse("TCP")));
    }

    /** A port by its name or number. */
    Optional<Port> port(String wanted) {
        return ports().filter(port -> port.name().equals(wanted) || String.valueOf(port.number()).equals(wanted))
                .findFirst();
    }

    /** The role that the program runs as; empty when it is another program. */
    Optional<String> role() {
        return Tree.text(container(), "image").filter(image -> image.matches("fairlead(:.*)?"))
                .flatMap(_ -> Tree.text(container(), "args/*"));
    }

    /** As Kubernetes names the pods; those of a Deployment have what it has made up behind its name. */
    String podName(int number) {
        return object.is("StatefulSet") ? name() + "-" + number : name() + "-5d4f8b7c6d-x2z9" + number;
    }
}
