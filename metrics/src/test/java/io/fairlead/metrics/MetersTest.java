package io.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetersTest {
    private static final String TEXT = "text/plain; version=0.0.4";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0";

    private final Meters meters = new Meters();

    @AfterEach
    void close() {
        meters.close();
    }

    private static Stream<MetricDefinition> ours() {
        return Catalogue.sections().values().stream().flatMap(List::stream)
                .filter(metric -> !(metric instanceof RuntimeMetric));
    }

    private static String[] someValues(MetricDefinition metric) {
        return metric.entry().labels().stream()
                .map(label -> label.values().isEmpty() ? "some" : label.values().getFirst())
                .toArray(String[]::new);
    }

    private void use(MetricDefinition metric) {
        String[] values = someValues(metric);
        switch (metric.entry().type()) {
            case COUNTER -> meters.counter(metric, values).add(7);
            case GAUGE -> meters.gauge(metric, values).set(7);
            case INFO -> meters.info(metric, values);
            case HISTOGRAM -> {
                if (metric.entry().unit() == MetricDefinition.Unit.SECONDS) {
                    meters.durations(metric, values).record(7, new Exemplar("session", "12"));
                } else {
                    meters.rates(metric, values).record(7, new Exemplar("session", "12"));
                }
            }
        }
    }

    @Test
    void showsEveryMetricOfTheCatalogueByItsNameHelpTypeAndLabels() {
        ours().forEach(this::use);

        String text = meters.scrape(TEXT);

        Map<String, MetricEntry> series = Catalogue.series();
        assertThat(series).isNotEmpty();
        Catalogue.sections().values().stream().flatMap(List::stream).map(MetricDefinition::entry)
                .forEach(entry -> assertThat(text).contains("# HELP " + entry.name() + " " + entry.help()));
        series.forEach((name, entry) -> {
            String line = text.lines()
                    .filter(each -> each.startsWith(name + " ") || each.startsWith(name + "{"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no series " + name + " in\n" + text));
            entry.labels().forEach(label -> assertThat(line).contains(label.name() + "=\""));
        });
    }

    @Test
    void showsNothingOfOursThatTheCatalogueDoesNotHave() {
        ours().forEach(this::use);

        assertThat(meters.scrape(TEXT).lines()
                .filter(line -> line.startsWith("fairlead_") || line.startsWith("process_"))
                .map(line -> line.split("[{ ]")[0])
                .distinct()
                .toList()).allSatisfy(name -> assertThat(Catalogue.series()).containsKey(name));
    }

    @Test
    void namesNoIdUuidOrAddress() {
        assertThat(Catalogue.series().values()).allSatisfy(entry -> assertThat(Arrays.asList(entry.labelNames()))
                .allMatch(name -> name.equals("id") && entry.name().startsWith("jvm_")
                        || !name.matches("id|.*_id|uuid|address|ip|device|peer|from|to|instance|job|le")));
    }

    @Test
    void givesTheSameMeterTwice() {
        meters.counter(RelayMetric.LEGS, "paired").add(1);
        meters.counter(RelayMetric.LEGS, "paired").add(2);
        meters.gauge(RelayMetric.PARKED).set(3);
        meters.gauge(RelayMetric.PARKED).set(4);

        assertThat(meters.scrape(TEXT))
                .contains("fairlead_relay_legs_total{outcome=\"paired\"} 3.0\n")
                .contains("fairlead_relay_parked 4.0\n");
    }

    @Test
    void countsOnAfterACollectionWhatIsCountedElsewhere() {
        AtomicLong elsewhere = new AtomicLong(1);
        meters.counter(NodeMetric.ACCEPTS_FAILED, elsewhere::get, "relay");
        assertThat(meters.scrape(TEXT)).contains("fairlead_node_accepts_failed_total{node=\"relay\"} 1.0\n");

        System.gc();
        elsewhere.set(5);

        assertThat(meters.scrape(TEXT)).contains("fairlead_node_accepts_failed_total{node=\"relay\"} 5.0\n");
    }

    @Test
    void showsExemplarsToThoseWhoAskForOpenMetrics() {
        meters.durations(RelayMetric.SESSION_DURATION).record(2_000_000_000L, new Exemplar("session", "12"));

        assertThat(meters.scrape(OPEN_METRICS).lines())
                .anyMatch(line -> line.startsWith("fairlead_relay_session_duration_seconds_bucket{le=\"5.0\"}")
                        && line.contains("# {session=\"12\"} 2.0"));
        assertThat(meters.scrape(TEXT)).doesNotContain("session=\"12\"");
    }

    @Test
    void showsExemplarsOnlyAtBucketsAsPrometheus2RefusesTheWholeElse() {
        ours().forEach(this::use);

        assertThat(meters.scrape(OPEN_METRICS).lines().filter(line -> line.contains(" # {")))
                .isNotEmpty()
                .allMatch(line -> line.contains("_bucket{"));
    }

    @Test
    void refusesMetersThatTheCatalogueDoesNotHave() {
        assertThatThrownBy(() -> meters.gauge(RelayMetric.BYTES)).hasMessageContaining("expected: GAUGE");
        assertThatThrownBy(() -> meters.counter(RelayMetric.LEGS)).hasMessageContaining("expected: [outcome]");
        assertThatThrownBy(() -> meters.counter(RelayMetric.LEGS, "lost"))
                .hasMessageContaining("outcome=lost (expected: one of [paired, ");
    }

    @Test
    void keepsNamesThatAnOperatorMakesUpFew() {
        BoundedNames names = new BoundedNames(2);

        assertThat(List.of(names.of("a"), names.of(""), names.of("b"), names.of("c"), names.of("a")))
                .containsExactly("a", BoundedNames.OTHER, "b", BoundedNames.OTHER, "a");
    }
}
