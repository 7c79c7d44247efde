package io.fairlead.k8s;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.stream.Stream;

/** One object as it would be given to Kubernetes. */
record KubeObject(JsonObject json) {
    String kind() {
        return Tree.text(json, "kind").orElse("");
    }

    String apiVersion() {
        return Tree.text(json, "apiVersion").orElse("");
    }

    String name() {
        return Tree.text(json, "metadata/name").orElse("");
    }

    /** Kind and name, as kubectl shows it. */
    String id() {
        return kind() + "/" + name();
    }

    boolean is(String kind) {
        return kind().equals(kind);
    }

    /** A name without what Kustomize puts behind that of a ConfigMap it generates. */
    static String withoutHash(String name) {
        return name.replaceFirst("^(fairlead|redis)-[245-9bcdfghkmt]{10}$", "$1");
    }

    KubeObject copy() {
        return new KubeObject(json.deepCopy());
    }

    Stream<JsonObject> objects(String path) {
        return Tree.objects(json, path);
    }

    Stream<String> texts(String path) {
        return Tree.texts(json, path);
    }

    Map<String, String> map(String path) {
        return Tree.map(json, path);
    }

    @Override
    public String toString() {
        return id();
    }
}
