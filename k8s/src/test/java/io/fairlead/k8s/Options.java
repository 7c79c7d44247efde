package io.fairlead.k8s;

import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cli.option.SettingsLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the workloads tell the program, read by the program's own reader of options. */
final class Options {
    /** What is there to be used by other variables, and options of the JVM. */
    private static final Set<String> OTHERS = Set.of("POD_IP", "POD_NAME", "POD_NAMESPACE", "RELAY_DOMAIN",
            "FAIRLEAD_OPTS");

    /** To close what is left after the drain. */
    private static final int SECONDS_TO_CLOSE = 10;

    private static final int BITS = 8;
    private static final int MEGA = 1_000_000;

    private final Combination all;
    private final List<String> mistakes = new ArrayList<>();

    private Options(Combination all) {
        this.all = all;
    }

    static List<String> mistakes(Combination all) {
        Options options = new Options(all);
        all.workloads().forEach(workload -> workload.role().ifPresent(role -> options.check(workload, role)));
        return options.mistakes;
    }

    private void wrong(Workload workload, String what) {
        mistakes.add(workload.object() + ": " + what);
    }

    private void check(Workload workload, String label) {
        List<String> arguments = Tree.texts(workload.container(), "args/*").toList();
        Role role = Stream.of(Role.values()).filter(each -> each.label().equals(label)).findFirst().orElse(null);
        if (role == null || arguments.size() != 1) {
            wrong(workload, "args: " + arguments + " (expected: a role, and options in the environment)");
            return;
        }
        Map<String, String> fields = Map.of(
                "status.podIP", "192.0.2.7", "metadata.name", workload.podName(0), "metadata.namespace", "fairlead");
        Map<String, String> environment = environment(
                all, workload, fields, (secret, key) -> secret + "-" + key + "-as-somebody-made-it");
        Set<String> known = Stream.of(Setting.values()).map(Setting::variable).collect(Collectors.toSet());
        environment.keySet().stream().filter(name -> !known.contains(name) && !OTHERS.contains(name))
                .forEach(name -> wrong(workload, name + " is no option"));
        try {
            Settings settings = new SettingsLoader(Path.of("target"), environment).load(role, Map.of());
            ownVariables(workload, role);
            if (settings.logsJson() == environment.get("FAIRLEAD_LOG_FORMAT").equals("text")) {
                wrong(workload, "the log's format is not read");
            }
            drain(workload, environment);
            ports(workload, environment);
            found(workload, environment);
            bandwidth(workload, environment);
        } catch (SettingsException e) {
            e.mistakes().forEach(mistake -> wrong(workload, mistake));
        }
    }

    /** Options that stand in the workload itself are its role's; the ConfigMap is for all roles. */
    private void ownVariables(Workload workload, Role role) {
        Tree.texts(workload.container(), "env/*/name")
                .flatMap(name -> Stream.of(Setting.values()).filter(setting -> setting.variable().equals(name)))
                .filter(setting -> !setting.appliesTo(role))
                .forEach(setting -> wrong(workload, setting.variable() + " is no option of " + role.label()));
    }

    /**
     * The environment as the kubelet makes it: files and references first, then what is written, in which $(NAME)
     * stands for a variable before it.
     *
     * @param fields  of the pod, by their paths
     * @param secrets gives the value of a key of a Secret
     */
    static Map<String, String> environment(
            Combination all, Workload workload, Map<String, String> fields, BinaryOperator<String> secrets) {
        Map<String, String> environment = new LinkedHashMap<>();
        Tree.texts(workload.container(), "envFrom/*/configMapRef/name")
                .flatMap(name -> all.find("ConfigMap", name).stream())
                .forEach(map -> environment.putAll(map.map("data")));
        Tree.objects(workload.container(), "env/*").forEach(variable -> {
            String name = variable.get("name").getAsString();
            String value = Tree.text(variable, "value")
                    .or(() -> Tree.text(variable, "valueFrom/fieldRef/fieldPath").map(fields::get))
                    .or(() -> Tree.objects(variable, "valueFrom/secretKeyRef").findFirst().map(secret -> secrets.apply(
                            secret.get("name").getAsString(), secret.get("key").getAsString())))
                    .orElseThrow(() -> new AssertionError(workload.name() + ": " + variable));
            environment.put(name, expanded(value, environment));
        });
        return environment;
    }

    static String expanded(String value, Map<String, String> environment) {
        String text = value;
        for (Map.Entry<String, String> known : environment.entrySet()) {
            text = text.replace("$(" + known.getKey() + ")", known.getValue());
        }
        return text;
    }

    private void drain(Workload workload, Map<String, String> environment) {
        int deadline = Integer.parseInt(environment.getOrDefault("FAIRLEAD_DRAIN_DEADLINE", "0"));
        int before = Tree.text(workload.container(), "lifecycle/preStop/sleep/seconds").map(Integer::valueOf).orElse(0);
        int grace = Tree.text(workload.pod(), "terminationGracePeriodSeconds").map(Integer::valueOf).orElse(0);
        int least = before + deadline + SECONDS_TO_CLOSE;
        if (grace < least) {
            wrong(workload, "has " + grace + " s to end (expected: " + least + " or more: preStop " + before
                    + ", drain " + deadline + ", and to close)");
        }
        if (all.replicas(workload) > 1 && (deadline == 0 || before == 0)) {
            wrong(workload, "does not drain");
        }
    }

    /** All ports that this role has with these options, and no others. */
    private void ports(Workload workload, Map<String, String> environment) {
        Set<String> expected = new HashSet<>(Set.of("metrics 21120 TCP"));
        String role = workload.role().orElseThrow();
        if (!role.equals("relay")) {
            expected.addAll(Set.of("nat-test 21115 TCP", "main 21116 TCP", "main-udp 21116 UDP", "id-ws 21118 TCP"));
        }
        if (!role.equals("rendezvous")) {
            expected.addAll(Set.of("relay 21117 TCP", "relay-ws 21119 TCP"));
        }
        if (role.equals("rendezvous")) {
            expected.addAll(Set.of("cluster 21130 TCP", "management 21131 TCP"));
        }
        if (role.equals("relay")) {
            expected.add("relays 21121 TCP");
        }
        if (environment.containsKey("FAIRLEAD_WEB_PORT")) {
            expected.add("web " + environment.get("FAIRLEAD_WEB_PORT") + " TCP");
        }
        Set<String> declared = workload.ports()
                .map(port -> port.name() + " " + port.number() + " " + port.protocol()).collect(Collectors.toSet());
        if (!declared.equals(expected)) {
            wrong(workload, "ports: " + declared + " (expected: " + expected + ")");
        }
    }

    private void found(Workload workload, Map<String, String> environment) {
        String discovery = environment.get("FAIRLEAD_CLUSTER_DISCOVERY");
        if (discovery == null || !workload.role().orElseThrow().equals("rendezvous")) {
            return;
        }
        String expected = "kubernetes:" + workload.object().texts("metadata/namespace").findFirst().orElse("") + "/"
                + workload.labels().get("app");
        if (!discovery.equals(expected)) {
            wrong(workload, "looks for " + discovery + " (expected: " + expected + ")");
        }
        int points = Integer.parseInt(environment.getOrDefault("FAIRLEAD_CLUSTER_CONTACT_POINTS", "2"));
        int nodes = all.replicas(workload);
        if (points * 2 <= nodes || points > nodes) {
            wrong(workload, "makes a cluster of " + points + " of " + nodes + " nodes (expected: more than half)");
        }
    }

    /** One more relay is there before the others refuse to be faster. */
    private void bandwidth(Workload workload, Map<String, String> environment) {
        double most = Double.parseDouble(
                environment.getOrDefault("TOTAL_BANDWIDTH", Setting.TOTAL_BANDWIDTH.defaultValue())) * MEGA / BITS;
        all.ofKind("HorizontalPodAutoscaler")
                .filter(scaler -> scaler.texts("spec/scaleTargetRef/name").anyMatch(workload.name()::equals))
                .flatMap(scaler -> scaler.objects("spec/metrics/*/pods"))
                .filter(pods -> Tree.texts(pods, "metric/name").anyMatch(name -> name.endsWith("bytes_per_second")))
                .flatMap(pods -> Tree.texts(pods, "target/averageValue"))
                .map(value -> io.kubernetes.client.custom.Quantity.fromString(value).getNumber().doubleValue() / most)
                .filter(share -> share < 0.3 || share > 0.8)
                .forEach(share -> wrong(workload, "grows at " + share + " of what it can (expected: 0.3 to 0.8)"));
    }
}
