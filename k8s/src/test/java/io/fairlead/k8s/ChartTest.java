package io.fairlead.k8s;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartTest {
    static Stream<String> names() {
        return Renderings.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void makesTheObjectsThatKustomizeMakes(String name) {
        assertThat(comparable(Renderings.chart(name))).isEqualTo(comparable(Renderings.of(name)));
    }

    @ParameterizedTest
    @MethodSource("names")
    void rollsPodsWhenTheirOptionsChange(String name) {
        assertThat(checksums(Renderings.chart(name))).isNotEmpty()
                .doesNotContainAnyElementsOf(checksums(Renderings.chart(name, "--set", "config.MASK=10.0.0.0/8")));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "image.tag=1.2.3", "publicHost=other.example.com", "config.ALWAYS_USE_RELAY=Y", "rendezvous.minReplicas=5",
            "rendezvous.maxReplicas=13", "rendezvous.devices=100k", "relay.address=r.example.com", "redis.storage=20Gi",
            "relay.minReplicas=3", "relay.bytesPerSecond=50M", "monitoring.namespace=prometheus", "redis.image=redis:8"
    })
    void aValueIsSeen(String value) {
        Combination other = Renderings.chart("cloud", "--set", value);
        assertThat(comparable(other)).isNotEqualTo(comparable(Renderings.chart("cloud")));
        assertThat(TypedModels.mistakes(other)).isEmpty();
        assertThat(References.mistakes(other)).isEmpty();
        assertThat(Options.mistakes(other)).isEmpty();
    }

    @Test
    void asManyRelaysAsWantedHaveAnAddressEach() {
        Combination five = Renderings.chart("relay-per-node", "--set", "relay.replicas=5");
        assertThat(References.mistakes(five)).isEmpty();
        assertThat(five.find("Service", "relay-4")).isPresent();
    }

    @Test
    void theOperatorsOptionWins() {
        KubeObject config = Renderings.chart("cloud", "--set", "config.FAIRLEAD_LOG_FORMAT=text")
                .find("ConfigMap", "fairlead").orElseThrow();
        assertThat(config.map("data")).containsEntry("FAIRLEAD_LOG_FORMAT", "text").containsEntry("KEY", "_");
    }

    @Test
    void aValueThatMeansNothingIsRefused() {
        // Aborts where there is no such program, which below would be taken for a wrong refusal.
        assertThat(Renderings.helm(List.of())).isNotEmpty();
        assertThatThrownBy(() -> Renderings.chart("cloud", "--set", "relay.adresses=own"))
                .isInstanceOf(AssertionError.class).hasMessageContaining("adresses");
    }

    @Test
    void isWellFormed() throws Exception {
        Process lint = new ProcessBuilder(Renderings.helm(List.of("lint", "--strict", Renderings.CHART.toString())))
                .redirectErrorStream(true).start();
        String said = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(lint.waitFor()).as(said).isZero();
    }

    /** By kind and name, without what each tool adds to have pods replaced when a ConfigMap has changed. */
    private static Map<String, JsonElement> comparable(Combination all) {
        Map<String, JsonElement> objects = new TreeMap<>();
        all.objects().forEach(object -> {
            JsonObject plain = plain(object.json()).getAsJsonObject();
            Tree.objects(plain, "spec/template/metadata").filter(pod -> Tree.map(pod, "annotations").isEmpty())
                    .forEach(pod -> pod.remove("annotations"));
            assertThat(objects.put(new KubeObject(plain).id(), plain)).isNull();
        });
        return objects;
    }

    private static JsonElement plain(JsonElement element) {
        if (element instanceof JsonObject object) {
            JsonObject plain = new JsonObject();
            object.entrySet().stream().filter(member -> !member.getKey().equals("checksum/config"))
                    .forEach(member -> plain.add(member.getKey(), plain(member.getValue())));
            return plain;
        }
        if (element instanceof JsonArray array) {
            JsonArray plain = new JsonArray();
            array.forEach(each -> plain.add(plain(each)));
            return plain;
        }
        return element instanceof JsonPrimitive primitive && primitive.isString()
                ? new JsonPrimitive(KubeObject.withoutHash(primitive.getAsString()))
                : element;
    }

    private static List<String> checksums(Combination all) {
        return all.workloads().stream().filter(workload -> workload.role().isPresent())
                .flatMap(workload -> workload.object().texts("spec/template/metadata/annotations/*")).toList();
    }
}
