package io.fairlead.k8s;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What Kubernetes' level 'restricted' asks of pods, and some more: no file of the image is written, no pod has rights
 * at the API but those that find each other, and they may list pods and nothing else.
 */
final class Hardening {
    private static final int FIRST_USER = 1;
    private static final Set<String> VOLUMES = Set.of("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
            "persistentVolumeClaim", "projected", "secret");

    private final Combination all;
    private final List<String> mistakes = new ArrayList<>();

    private Hardening(Combination all) {
        this.all = all;
    }

    static List<String> mistakes(Combination all) {
        Hardening hardening = new Hardening(all);
        all.workloads().forEach(hardening::pod);
        all.workloads().forEach(hardening::container);
        hardening.rights();
        if (!List.of("restricted", "privileged").contains(hardening.level())) {
            hardening.mistakes.add("level: " + hardening.level() + " (expected: restricted or privileged)");
        }
        return hardening.mistakes;
    }

    private void expect(KubeObject object, JsonElement in, String path, String expected) {
        List<String> found = Tree.all(in, path).map(JsonElement::toString).toList();
        if (!found.equals(List.of(expected))) {
            mistakes.add(object + ": " + path + ": " + found + " (expected: " + expected + ")");
        }
    }

    private void pod(Workload workload) {
        KubeObject object = workload.object();
        JsonObject pod = workload.pod();
        expect(object, pod, "securityContext/runAsNonRoot", "true");
        expect(object, pod, "securityContext/seccompProfile/type", "\"RuntimeDefault\"");
        expect(object, pod, "enableServiceLinks", "false");
        Tree.text(pod, "securityContext/runAsUser").map(Integer::valueOf).filter(user -> user < FIRST_USER)
                .ifPresent(_ -> mistakes.add(object + ": runs as root"));
        if (workload.role().isPresent()) {
            expect(object, pod, "securityContext/runAsUser", "10001");
            expect(object, pod, "securityContext/fsGroup", "10001");
        }
        for (String shared : List.of("hostPID", "hostIPC", "shareProcessNamespace")) {
            if (pod.has(shared)) {
                mistakes.add(object + ": " + shared);
            }
        }
        if (!level().equals("privileged") && pod.has("hostNetwork")) {
            mistakes.add(object + ": hostNetwork in a namespace that does not allow it");
        }
        Tree.objects(pod, "volumes/*").flatMap(volume -> volume.keySet().stream())
                .filter(kind -> !kind.equals("name") && !VOLUMES.contains(kind))
                .forEach(kind -> mistakes.add(object + ": volume of kind " + kind));
        Tree.objects(pod, "volumes/*/emptyDir").filter(volume -> !volume.has("sizeLimit"))
                .forEach(_ -> mistakes.add(object + ": an emptyDir without a limit"));
    }

    private void container(Workload workload) {
        KubeObject object = workload.object();
        JsonObject container = workload.container();
        expect(object, container, "securityContext/allowPrivilegeEscalation", "false");
        expect(object, container, "securityContext/readOnlyRootFilesystem", "true");
        expect(object, container, "securityContext/capabilities/drop", "[\"ALL\"]");
        if (Tree.all(container, "securityContext/capabilities/add").findAny().isPresent()
                || Tree.all(container, "securityContext/privileged").findAny().isPresent()) {
            mistakes.add(object + ": has more rights than others");
        }
        if (workload.role().isPresent()
                && Tree.texts(container, "volumeMounts/*/mountPath").noneMatch("/tmp"::equals)) {
            mistakes.add(object + ": nowhere to write to in /tmp");
        }
        if (Tree.all(container, "resources/limits/memory").findAny().isEmpty()
                || Tree.all(container, "resources/requests/memory").findAny().isEmpty()) {
            mistakes.add(object + ": memory is not limited");
        }
        if (workload.object().objects("spec/template/spec/containers/*").count() != 1) {
            mistakes.add(object + ": several containers (expected: 1, as the other checks know)");
        }
    }

    private void rights() {
        Map<String, String> tokens = new TreeMap<>();
        all.workloads().forEach(workload -> tokens.put(
                Tree.text(workload.pod(), "serviceAccountName").orElse("default"),
                Tree.text(workload.pod(), "automountServiceAccountToken").orElse("true")));
        List<String> bound = all.ofKind("RoleBinding").flatMap(binding -> binding.texts("subjects/*/name")).toList();
        tokens.forEach((account, mounted) -> {
            if (!mounted.equals(String.valueOf(bound.contains(account)))) {
                mistakes.add("ServiceAccount/" + account + ": token mounted: " + mounted + ", bound to a role: "
                        + bound.contains(account));
            }
        });
        all.ofKind("RoleBinding").forEach(binding -> {
            if (binding.texts("roleRef/name").noneMatch(role -> all.find("Role", role).isPresent())) {
                mistakes.add(binding + ": no such role");
            }
            binding.texts("subjects/*/name").filter(name -> all.find("ServiceAccount", name).isEmpty())
                    .forEach(name -> mistakes.add(binding + ": no ServiceAccount " + name));
            List<String> namespaces = binding.texts("subjects/*/namespace").toList();
            if (!namespaces.equals(binding.texts("metadata/namespace").toList())) {
                mistakes.add(binding + ": subject in " + namespaces);
            }
        });
        all.ofKind("Role").forEach(role -> expect(role, role.json(), "rules/*",
                "{\"apiGroups\":[\"\"],\"resources\":[\"pods\"],\"verbs\":[\"list\"]}"));
        all.objects().stream().filter(object -> object.kind().startsWith("Cluster"))
                .forEach(object -> mistakes.add(object + ": rights beyond the namespace"));
        all.ofKind("ServiceAccount").forEach(account -> expect(
                account, account.json(), "automountServiceAccountToken", "false"));
        all.ofKind("Secret").forEach(secret -> mistakes.add(secret + ": a secret lies in the repository"));
    }

    private String level() {
        return all.ofKind("Namespace")
                .map(namespace -> namespace.map("metadata/labels").getOrDefault("pod-security.kubernetes.io/enforce",
                        "none"))
                .findFirst()
                .orElse("none");
    }
}
