package io.fairlead.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.load.record.Recorder;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The page of a run. */
class HtmlReportTest {
    private static final int SECONDS = 40;

    private final RunRecord record = Samples.storm(1, SECONDS, 1.3);

    private static Document page(String html) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder()
                .parse(new InputSource(new StringReader(html)));
    }

    private static List<Element> all(Element parent, String tag) {
        NodeList found = parent.getElementsByTagName(tag);
        List<Element> all = new ArrayList<>();
        for (int i = 0; i < found.getLength(); i++) {
            all.add((Element) found.item(i));
        }
        return all;
    }

    private static List<Element> all(Document page, String tag) {
        return all(page.getDocumentElement(), tag);
    }

    private static Element figure(Document page, String title) {
        return all(page, "figure").stream()
                .filter(each -> all(each, "figcaption").getFirst().getTextContent().startsWith(title))
                .findFirst().orElseThrow(() -> new AssertionError("no figure " + title));
    }

    @Test
    void isWellFormedAndHasEachSection() throws Exception {
        Document page = page(HtmlReport.of(record));
        assertThat(all(page, "h2")).extracting(Element::getTextContent).containsExactly("Criteria",
                "What the target could not do", "What happened", "Rates and levels", "Times", "Servers", "Failures",
                "The generator itself", "Where and how", "Raw numbers");
        assertThat(all(page, "figure")).extracting(each -> all(each, "figcaption").getFirst().getTextContent())
                .contains("devices per second", "sessions.bytes bytes/s", "devices.online devices",
                        "devices.register µs", "The whole run", "processor time, cores s/s", "resident memory MB",
                        "open file descriptors descriptors", "threads threads", "failures by kind failures/s",
                        "generator.cpu-share of cores", "generator.lateness µs");
    }

    @Test
    void whatThereWasNothingOfIsNamedAndNotDrawn() throws Exception {
        Document page = page(HtmlReport.of(record));
        assertThat(all(page, "p")).extracting(Element::getTextContent)
                .contains("Nothing all the time: abuse.done.");
        assertThat(all(page, "figcaption")).extracting(Element::getTextContent)
                .noneMatch(title -> title.contains("abuse"));
    }

    @Test
    void nothingComesFromElsewhereAndNothingHostileIsMarkup() throws Exception {
        String html = HtmlReport.of(record);
        assertThat(html.replace("http://www.w3.org/1999/xhtml", ""))
                .doesNotContain("http:", "https:", "src=", "@import", "url(", "alert(\"");
        assertThat(html).contains("prefers-color-scheme: dark", "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;");
        Document page = page(html);
        assertThat(all(page, "script")).as("only our own").hasSize(1);
        assertThat(all(page, "h1").getFirst().getTextContent()).endsWith("<script>alert(\"x\")</script>&'");
        // What the browser runs is what stands there: nothing in it may need escaping.
        assertThat(all(page, "script").getFirst().getTextContent()).doesNotContain("<", "&", "]]");
    }

    @Test
    void verdictsStandAtTheTop() throws Exception {
        Document page = page(HtmlReport.of(record));
        String text = page.getDocumentElement().getTextContent();
        assertThat(text).contains("✗ Failed 1 of 2 criteria", "figures are not to be trusted",
                "The target refuses secured connections");
        List<Element> rows = all(all(page, "table").getFirst(), "tr");
        assertThat(rows).extracting(each -> each.getAttribute("class")).containsExactly("", "good", "bad");
        assertThat(HtmlReport.of(Samples.storm(1, SECONDS, 1))).contains("✓ Passed all 2 criteria");
    }

    @Test
    void aPlotHasALineForEachSeriesAndAValueForEachInterval() throws Exception {
        Element devices = figure(page(HtmlReport.of(record)), "devices per second");
        assertThat(all(devices, "path")).hasSize(2);
        List<Element> values = all(devices, "b");
        assertThat(values).extracting(each -> each.getAttribute("data-values").split("\\|", -1).length)
                .containsExactly(SECONDS, SECONDS);
        double first = record.series("devices.registrations").orElseThrow().values().getFirst();
        assertThat(values.getFirst().getAttribute("data-values")).startsWith(Quantity.text(first, "") + "|");
        assertThat(all(devices, "text")).extracting(Element::getTextContent)
                .contains("0 s", "time since the begin", "1 devices come");
        assertThat(all(figure(page(HtmlReport.of(record)), "devices.register"), "path")).as("percentiles").hasSize(5);
    }

    @Test
    void whatIsNotKnownIsAGap() throws Exception {
        Element open = figure(page(HtmlReport.of(record)), "sessions.open");
        String path = all(open, "path").getFirst().getAttribute("d");
        assertThat(path.chars().filter(each -> each == 'L').count()).as("five are not known")
                .isEqualTo(SECONDS - 5 - 1);
        assertThat(all(open, "b").getFirst().getAttribute("data-values")).startsWith("-|-|-|-|-|");
        assertThat(path).doesNotContain("NaN", "Infinity");
    }

    @Test
    void timesWhenTheGeneratorWasTheLimitAreShaded() throws Exception {
        Element shade = all(figure(page(HtmlReport.of(record)), "devices.online"), "rect").getFirst();
        assertThat(shade.getAttribute("class")).isEqualTo("spell");
        double from = record.saturation().since().orElseThrow();
        assertThat(Double.parseDouble(shade.getAttribute("x")))
                .isEqualTo(Frame.LEFT + (Frame.RIGHT - Frame.LEFT) * from / SECONDS,
                        within(0.06));
    }

    @Test
    void rawNumbersHaveARowForEachInterval() throws Exception {
        Document page = page(HtmlReport.of(record));
        List<Element> details = all(page, "details");
        assertThat(details).hasSize(2 + record.timings().size());
        assertThat(all(details.getFirst(), "tr")).hasSize(SECONDS + 1);
        assertThat(all(details.getLast(), "th")).extracting(Element::getTextContent)
                .containsExactly("until", "per second", "p50", "p90", "p99", "p99.9", "max");
    }

    @Test
    void aLongRunIsDrawnWithFewerPoints() throws Exception {
        RunRecord day = Samples.storm(1, 3 * Grid.MOST, 1);
        String html = HtmlReport.of(day);
        Element devices = figure(page(html), "devices per second");
        assertThat(all(devices, "b").getFirst().getAttribute("data-values").split("\\|", -1)).hasSize(Grid.MOST);
        assertThat(html).contains("Each point is 3 s of the 1200 intervals");
    }

    @Test
    void aRunOfWhichNothingIsKnownIsAPageToo() throws Exception {
        RunInfo info = record.info();
        RunRecord empty = new Recorder(() -> 0, Duration.ofSeconds(1)).finish(info);
        Document page = page(HtmlReport.of(empty));
        assertThat(page.getDocumentElement().getTextContent()).contains("Nothing was demanded of this run",
                "Nobody watched the generator", "There were none");
        assertThat(all(page, "script")).isEmpty();
        Recorder recorder = new Recorder(System::nanoTime, Duration.ofSeconds(1));
        recorder.count("a", "things", "Counted.");
        recorder.level("b", "things", "Never known.", () -> Double.NaN);
        recorder.timing("c", "Never timed.");
        recorder.failure("once");
        assertThat(all(page(HtmlReport.of(recorder.finish(info))), "figure")).hasSize(3);
    }
}
