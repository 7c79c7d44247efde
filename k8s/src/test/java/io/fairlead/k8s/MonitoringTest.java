package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.fairlead.cli.monitoring.Installed;
import io.fairlead.cli.monitoring.PromQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MonitoringTest {
    private static final Path RULES = Path.of("components", "monitoring", "prometheus-adapter-rules.yaml");

    @Test
    void alertsAreThoseOfGrafanasDirectory() throws IOException {
        JsonElement source = Tree.read(Files.readString(Path.of("../grafana/alerts/fairlead.yml"))).getFirst();
        List<JsonElement> rendered = Renderings.of("cloud").ofKind("PrometheusRule")
                .flatMap(rule -> Tree.all(rule.json(), "spec")).toList();
        assertThat(rendered).containsExactly(source);
    }

    @Test
    void alertsAskForMetricsThatThereAre() {
        List<String> queries = Renderings.of("cloud").ofKind("PrometheusRule")
                .flatMap(rule -> rule.texts("spec/groups/*/rules/*/expr")).toList();
        assertThat(queries).isNotEmpty().allSatisfy(query -> assertThat(new PromQuery(query).mistakes()).isEmpty());
    }

    @Test
    void dashboardsAreThoseOfGrafanasDirectory() throws IOException {
        Map<String, String> files = new HashMap<>();
        try (Stream<Path> dashboards = Files.list(Path.of("../grafana/dashboards"))) {
            for (Path dashboard : dashboards.toList()) {
                files.put(dashboard.getFileName().toString(), Files.readString(dashboard));
            }
        }
        KubeObject rendered = Renderings.of("cloud").find("ConfigMap", "fairlead-dashboards").orElseThrow();
        assertThat(rendered.map("data")).isEqualTo(files);
        assertThat(rendered.map("metadata/labels")).containsEntry("grafana_dashboard", "1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloud", "relay-per-node"})
    void autoscalersAskForWhatTheAdapterMakes(String overlay) throws IOException {
        List<String> made = Tree.texts(rules(), "rules/custom/*/name/as").toList();
        List<String> asked = Renderings.of(overlay).ofKind("HorizontalPodAutoscaler")
                .flatMap(scaler -> scaler.texts("spec/metrics/*/pods/metric/name")).toList();
        assertThat(asked).isNotEmpty().isSubsetOf(made);
    }

    @Test
    void theAdapterAsksForMetricsThatThereAre() throws IOException {
        List<JsonObject> rules = Tree.objects(rules(), "rules/custom/*").toList();
        assertThat(rules).isNotEmpty().allSatisfy(rule -> {
            String query = query(rule);
            assertThat(query).doesNotContain("<<");
            assertThat(new PromQuery(query).mistakes()).isEmpty();
            String series = rule.get("seriesQuery").getAsString();
            assertThat(series).endsWith("{namespace!=\"\",pod!=\"\"}");
            assertThat(new PromQuery(series.replaceAll("\\{.*}", "{job=\"fairlead\"}")).mistakes()).isEmpty();
            assertThat(Tree.texts(rule, "resources/overrides/*/resource")).containsExactly("namespace", "pod");
        });
    }

    /** As the adapter fills it in; job stands for the labels of pods, which Prometheus gives to every series. */
    private static String query(JsonObject rule) {
        return rule.get("metricsQuery").getAsString()
                .replace("<<.GroupBy>>", "job").replace("<<.LabelMatchers>>", "job=\"fairlead\"");
    }

    @Test
    void prometheusUnderstandsWhatTheAdapterAsks(@TempDir Path directory) throws Exception {
        Installed.assume("promtool");
        StringBuilder recorded = new StringBuilder("groups:\n- name: adapter\n  rules:\n");
        Tree.objects(rules(), "rules/custom/*").forEach(rule -> recorded.append("  - record: ")
                .append(Tree.text(rule, "name/as").orElseThrow()).append("\n    expr: '").append(query(rule))
                .append("'\n"));
        Path file = Files.writeString(directory.resolve("rules.yml"), recorded);
        Process promtool = new ProcessBuilder("promtool", "check", "rules", file.toString())
                .redirectErrorStream(true).start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(promtool.waitFor()).as(said).isZero();
        assertThat(said).contains("2 rules found");
    }

    private static JsonElement rules() throws IOException {
        return Tree.read(Files.readString(RULES)).getFirst();
    }
}
