package io.fairlead.cli.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Grafana and the catalogue demand of the dashboards. */
class DashboardsTest {
    /** Grafana's ids of units. */
    private static final Set<String> UNITS = Set.of("short", "ops", "s", "bps", "Bps", "bytes", "percentunit",
            "currencyUSD");

    private static final int WIDTH = 24;

    static List<Dashboard> dashboards() throws IOException {
        return Dashboard.all();
    }

    @Test
    void thereIsOneForEachThingToLookAt() throws IOException {
        assertThat(Dashboard.all().stream().map(Dashboard::file)).containsExactly(
                "cluster.json", "hairpin.json", "overview.json", "relay.json", "rendezvous.json", "slo.json");
        assertThat(Dashboard.all().stream().map(each -> each.json().get("uid").getAsString())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void hasWhatGrafanaImports(Dashboard dashboard) {
        JsonObject json = dashboard.json();
        assertThat(json.get("uid").getAsString()).startsWith("fairlead-").hasSizeLessThan(41);
        assertThat(json.get("title").getAsString()).startsWith("Fairlead / ");
        assertThat(json.get("schemaVersion").getAsInt()).isEqualTo(39);
        assertThat(json.has("id")).as("an id is of one Grafana").isFalse();
        assertThat(dashboard.variables().getFirst().get("type").getAsString()).isEqualTo("datasource");
        assertThat(dashboard.variables().stream().map(each -> each.get("name").getAsString()))
                .contains("datasource", "job", "instance");
        assertThat(json.toString()).doesNotContain("\"uid\":\"prometheus\"");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void hasNoPanelWithoutQueryUnitOrPlace(Dashboard dashboard) {
        Set<Integer> ids = new HashSet<>();
        Set<String> places = new HashSet<>();
        for (JsonObject panel : dashboard.panels()) {
            String title = panel.get("title").getAsString();
            assertThat(title).isNotBlank();
            assertThat(ids.add(panel.get("id").getAsInt())).as(title).isTrue();
            assertThat(panel.get("type").getAsString()).as(title).isIn("timeseries", "stat");
            assertThat(panel.getAsJsonObject("datasource").get("uid").getAsString()).isEqualTo("${datasource}");
            JsonObject defaults = panel.getAsJsonObject("fieldConfig").getAsJsonObject("defaults");
            assertThat(UNITS).as(title).contains(defaults.get("unit").getAsString());
            List<JsonObject> targets = Dashboard.objects(panel, "targets");
            assertThat(targets).as(title).isNotEmpty();
            assertThat(targets.stream().map(target -> target.get("refId").getAsString())).doesNotHaveDuplicates();
            JsonObject at = panel.getAsJsonObject("gridPos");
            for (int x = at.get("x").getAsInt(); x < at.get("x").getAsInt() + at.get("w").getAsInt(); x++) {
                assertThat(x).as(title).isLessThan(WIDTH);
                for (int y = at.get("y").getAsInt(); y < at.get("y").getAsInt() + at.get("h").getAsInt(); y++) {
                    assertThat(places.add(x + "," + y)).as(title + " lies on another panel").isTrue();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void asksForWhatTheCatalogueHas(Dashboard dashboard) {
        assertThat(dashboard.queries()).isNotEmpty().allSatisfy(query -> assertThat(
                new PromQuery(query.expression()).mistakes()).as(query.toString()).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void usesOnlyVariablesThatItHas(Dashboard dashboard) {
        Set<String> names = new HashSet<>(Set.of("__rate_interval"));
        dashboard.variables().forEach(variable -> names.add(variable.get("name").getAsString()));
        assertThat(dashboard.queries()).allSatisfy(query -> assertThat(
                Pattern.compile("\\$(\\w+)").matcher(query.expression()).results()
                        .map(result -> result.group(1)).toList())
                .isSubsetOf(names));
    }

    @Test
    void mistakesInQueriesAreFound() {
        assertThat(new PromQuery("sum(rate(fairlead_relay_byte_total{job=\"x\"}[5m]))").mistakes()).hasSize(1);
        assertThat(new PromQuery("fairlead_relay_legs_total{outcome=\"lost\"}").mistakes()).hasSize(1);
        assertThat(new PromQuery("fairlead_relay_legs_total{reason=\"paired\"}").mistakes()).hasSize(1);
        assertThat(new PromQuery("sum by (reason) (fairlead_relay_legs_total{job=\"x\"})").mistakes()).hasSize(1);
        assertThat(new PromQuery("sum(fairlead_relay_parked)").mistakes()).hasSize(1);
        assertThat(new PromQuery("fairlead_rendezvous_introduction_duration_seconds_bucket{le=\"7\"}").mistakes())
                .hasSize(1);
        assertThat(new PromQuery("sum by (le) (rate(fairlead_relay_parked{job=\"x\"}[5m]))").mistakes()).hasSize(1);
    }
}
