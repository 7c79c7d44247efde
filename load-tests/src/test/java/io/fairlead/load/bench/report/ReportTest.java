package io.fairlead.load.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.load.bench.result.BenchResult;
import io.fairlead.load.bench.result.Figure;
import io.fairlead.load.bench.result.Percentile;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.result.ScenarioResult;
import io.fairlead.load.bench.result.Series;
import io.fairlead.load.page.Numbers;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Results as they are written. */
class ReportTest {
    private static final Figure COST = Figure.cost("cpu_us", "CPU per <message>", "µs", "What one \"costs\" & more.");
    private static final Figure RATE = Figure.condition("rate", "messages", "1/s", "How many there were.");

    private static Sample sample(double cost, List<Percentile> delays, String... warnings) {
        return new Sample(Map.of("cpu_us", cost, "rate", 15_000.0), delays, List.of(warnings));
    }

    private static BenchResult result() {
        List<Percentile> delays = List.of(new Percentile(0, 21), new Percentile(50, 42.5), new Percentile(99, 310),
                new Percentile(99.99, 20_000), new Percentile(100, 30_000));
        ScenarioResult messages = new ScenarioResult("relay-messages", "500 streams", Map.of("streams", "500"),
                List.of(COST, RATE),
                List.of(new Series("hbbr", List.of(sample(28, delays), sample(30, delays), sample(29, delays))),
                        new Series("fairlead", List.of(sample(9, delays), sample(11, delays), sample(10, delays,
                                "the generator was late")))));
        ScenarioResult idle = new ScenarioResult("relay-idle", "nothing", Map.of(), List.of(COST),
                List.of(new Series("fairlead", List.of(sample(0, List.of())))));
        return new BenchResult(Map.of("kernel", "Linux <6>"), List.of("not in a private network"), "hbbr",
                List.of(messages, idle));
    }

    private static Document page(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    @Test
    void writesAWellFormedPageWithAPlotForEachFigureAndDistribution() throws Exception {
        Document page = page(HtmlReport.of(result()));
        NodeList pictures = page.getElementsByTagName("svg");
        assertThat(pictures.getLength()).isEqualTo(3);
        assertThat(((Element) pictures.item(0)).getElementsByTagName("rect").getLength()).isEqualTo(2);
        // One dot for each round, and one for each point of a distribution that is shown.
        assertThat(((Element) pictures.item(0)).getElementsByTagName("circle").getLength()).isEqualTo(6);
        assertThat(((Element) pictures.item(1)).getElementsByTagName("polyline").getLength()).isEqualTo(2);
        assertThat(((Element) pictures.item(1)).getElementsByTagName("circle").getLength()).isEqualTo(8);
        assertThat(page.getDocumentElement().getTextContent())
                .contains("CPU per <message>, µs", "29.0 [28.0-30.0]", "0.345x", "fairlead: the generator was late",
                        "not in a private network", "Linux <6>", "99.99 %");
    }

    @Test
    void asksNoOtherHostForAnything() {
        String page = HtmlReport.of(result()).replace("xmlns=\"http://www.w3.org/1999/xhtml\"", "");
        assertThat(page).doesNotContain("http:", "https:", "src=", "@import", "url(");
        assertThat(page).contains("prefers-color-scheme: dark", "light dark");
    }

    @Test
    void writesAllValuesAsJson() {
        JsonObject root = JsonParser.parseString(JsonReport.of(result())).getAsJsonObject();
        assertThat(root.get("reference").getAsString()).isEqualTo("hbbr");
        JsonObject scenario = root.getAsJsonArray("scenarios").get(0).getAsJsonObject();
        assertThat(scenario.get("name").getAsString()).isEqualTo("relay-messages");
        JsonObject fairlead = scenario.getAsJsonArray("targets").get(1).getAsJsonObject();
        JsonObject cost = fairlead.getAsJsonObject("figures").getAsJsonObject("cpu_us");
        assertThat(cost.get("median").getAsDouble()).isEqualTo(10);
        assertThat(cost.get("min").getAsDouble()).isEqualTo(9);
        assertThat(cost.get("max").getAsDouble()).isEqualTo(11);
        assertThat(cost.get("ratio").getAsDouble()).isEqualTo(10 / 29.0);
        assertThat(fairlead.getAsJsonObject("figures").getAsJsonObject("rate").has("ratio")).isFalse();
        assertThat(fairlead.getAsJsonArray("rounds")).hasSize(3);
        assertThat(fairlead.getAsJsonArray("rounds").get(2).getAsJsonObject().getAsJsonArray("warnings").get(0)
                .getAsString()).isEqualTo("the generator was late");
        assertThat(fairlead.getAsJsonArray("delays")).hasSize(5);
    }

    @Test
    void writesATableForTheTerminal() {
        assertThat(TextReport.of(result()).lines())
                .anyMatch(line -> line.matches("\\s+median \\[min-max]\\s+hbbr\\s+fairlead"))
                .anyMatch(line -> line.contains("29.0 [28.0-30.0]") && line.contains("10.0 [9.00-11.0]  0.345x"))
                .contains("  ! fairlead: the generator was late", "! not in a private network");
    }

    @Test
    void showsThreeDigitsThatCount() {
        assertThat(List.of(Numbers.of(0), Numbers.of(0.01234), Numbers.of(1.2345), Numbers.of(84_000.4),
                Numbers.of(-3.14159)))
                .containsExactly("0", "0.0123", "1.23", "84,000", "-3.14");
        assertThat(Numbers.of(Double.NaN)).isEqualTo("-");
        assertThat(Numbers.ticks(0.23)).startsWith(0.0, 0.05).last().satisfies(last -> assertThat(last)
                .isGreaterThanOrEqualTo(0.23).isLessThan(0.3));
        assertThat(Numbers.ticks(0)).hasSizeGreaterThan(0);
    }

    @Test
    void aScaleBeginsAtZeroAndHasAnEndWhateverIsMeasured() {
        assertThat(Numbers.ticks(10)).startsWith(0.0).last()
                .satisfies(end -> assertThat(end).isGreaterThanOrEqualTo(10));
        assertThat(Numbers.ticks(0)).hasSizeGreaterThan(1).startsWith(0.0);
        assertThat(Numbers.ticks(-2662)).hasSizeGreaterThan(1).startsWith(0.0);
    }
}
