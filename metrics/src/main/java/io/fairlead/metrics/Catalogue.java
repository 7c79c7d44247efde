package io.fairlead.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/** All catalogues together, for documents and for those who check queries. */
public final class Catalogue {
    private Catalogue() {}

    /**
     * Lists all metrics.
     *
     * @return by what they are about, in the catalogues' order
     */
    public static SequencedMap<String, List<MetricDefinition>> sections() {
        SequencedMap<String, List<MetricDefinition>> sections = new LinkedHashMap<>();
        sections.put("Rendezvous", List.of(RendezvousMetric.values()));
        sections.put("Relay", List.of(RelayMetric.values()));
        sections.put("Node, Redis, certificates", List.of(NodeMetric.values()));
        sections.put("Audit", List.of(AuditMetric.values()));
        sections.put("Administration", List.of(AdminMetric.values()));
        sections.put("Process and JVM", List.of(RuntimeMetric.values()));
        return sections;
    }

    /**
     * Lists the names of series that Prometheus keeps.
     *
     * @return each with its metric; a histogram has three
     */
    public static Map<String, MetricEntry> series() {
        return sections().values().stream().flatMap(List::stream).map(MetricDefinition::entry)
                .flatMap(entry -> seriesOf(entry).stream().map(name -> Map.entry(name, entry)))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static List<String> seriesOf(MetricEntry entry) {
        return entry.type() == MetricDefinition.Type.HISTOGRAM
                ? List.of(entry.name() + "_bucket", entry.name() + "_count", entry.name() + "_sum")
                : List.of(entry.name());
    }

    /**
     * Writes the catalogue for people.
     *
     * @return Markdown, a table for each part
     */
    public static String markdown() {
        StringBuilder out = new StringBuilder(
                """
                        # Metrics

                        What `/metrics` of a node shows (`--metrics-port`), as the catalogue in module `metrics` has
                        it; a test holds this page to it. No label is an id, a uuid or an address. A histogram has
                        `_bucket`, `_count` and `_sum`. How to read them all: `docs/monitoring.md`.
                        """);
        sections().forEach((title, metrics) -> {
            out.append("\n## ").append(title).append("\n\n| metric | type | labels | |\n|---|---|---|---|\n");
            metrics.stream().map(MetricDefinition::entry).forEach(entry -> out.append(row(entry)));
        });
        return out.toString();
    }

    private static String row(MetricEntry entry) {
        String labels = entry.labels().stream()
                .map(label -> "`" + label.name() + "`" + (label.values().isEmpty()
                        ? ""
                        : ": " + String.join(", ", label.values())))
                .collect(Collectors.joining("; "));
        return List.of("`" + entry.name() + "`", entry.type().name().toLowerCase(Locale.ROOT), labels,
                entry.help()).stream()
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
