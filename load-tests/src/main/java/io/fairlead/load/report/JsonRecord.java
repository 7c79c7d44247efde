package io.fairlead.load.report;

import com.google.gson.FormattingStyle;
import com.google.gson.stream.JsonWriter;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.IntervalTimes;
import io.fairlead.load.record.Mark;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Saturation;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.TimingSeries;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** A record as JSON, for programs and for later: what is written is read again without loss. */
public final class JsonRecord {
    /** Raised when a reader of the old format would misunderstand the new one. */
    static final int FORMAT = 1;

    private JsonRecord() {}

    /**
     * Writes a record into a file.
     *
     * @param record of a run
     * @param file   made, or overwritten
     * @throws IOException when it cannot be written
     */
    public static void write(RunRecord record, Path file) throws IOException {
        Files.writeString(file, text(record));
    }

    /**
     * Reads a record.
     *
     * @param file that {@link #write} wrote
     * @return the record
     * @throws IOException when it cannot be read, or is not such a file; names the file, the place in it, what is
     *                     there and what should be
     */
    public static RunRecord read(Path file) throws IOException {
        return RecordReader.read(file);
    }

    /**
     * Writes a record.
     *
     * @param record of a run
     * @return one object, a line for each series
     */
    public static String text(RunRecord record) {
        StringWriter text = new StringWriter();
        try (JsonWriter out = new JsonWriter(text)) {
            out.setFormattingStyle(FormattingStyle.PRETTY);
            out.beginObject();
            out.name("format").value(FORMAT);
            out.name("verdict").value(record.passed() ? "passed" : "failed");
            info(out, record.info());
            criteria(out, record.criteria());
            texts(out, "limitations", record.limitations());
            saturation(out, record.saturation());
            marks(out, record.marks());
            out.name("interval_seconds").value(record.timeline().interval().toNanos() / 1e9);
            numbers(out, "ends", record.timeline().ends(), Double::doubleValue);
            series(out, "series", record.series());
            series(out, "failures", record.failures());
            timings(out, record.timings());
            out.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail", e);
        }
        return text + "\n";
    }

    private static void info(JsonWriter out, RunInfo info) throws IOException {
        out.name("name").value(info.name());
        out.name("description").value(info.description());
        out.name("seed").value(info.seed());
        out.name("start").value(info.start().toString());
        out.name("target").beginObject();
        out.name("kind").value(info.target().kind());
        out.name("host").value(info.target().host());
        out.name("description").value(info.target().description());
        out.endObject();
        out.name("machine").beginObject();
        out.name("cores").value(info.machine().cores());
        out.name("processor").value(info.machine().processor());
        out.name("memory").value(info.machine().memory());
        out.name("kernel").value(info.machine().kernel());
        out.name("java").value(info.machine().java());
        out.endObject();
        map(out, "configuration", info.configuration());
        map(out, "versions", info.versions());
    }

    private static void map(JsonWriter out, String name, Map<String, String> map) throws IOException {
        out.name(name).beginObject();
        for (Map.Entry<String, String> each : map.entrySet()) {
            out.name(each.getKey()).value(each.getValue());
        }
        out.endObject();
    }

    private static void texts(JsonWriter out, String name, List<String> texts) throws IOException {
        out.name(name).beginArray();
        for (String each : texts) {
            out.value(each);
        }
        out.endArray();
    }

    private static void criteria(JsonWriter out, List<Criterion> criteria) throws IOException {
        out.name("criteria").beginArray();
        for (Criterion each : criteria) {
            out.beginObject();
            out.name("name").value(each.name());
            out.name("required").value(each.required());
            out.name("measured").value(each.measured());
            out.name("passed").value(each.passed());
            out.endObject();
        }
        out.endArray();
    }

    private static void saturation(JsonWriter out, Saturation saturation) throws IOException {
        out.name("saturation").beginObject();
        out.name("verdict").value(saturation.verdict());
        out.name("watched").value(saturation.watched());
        out.name("length").value(saturation.length());
        out.name("spells").beginArray();
        for (Saturation.Spell each : saturation.spells()) {
            out.beginObject();
            out.name("from").value(each.from());
            out.name("to").value(each.to());
            out.name("reason").value(each.reason());
            out.endObject();
        }
        out.endArray();
        texts(out, "notes", saturation.notes());
        out.endObject();
    }

    private static void marks(JsonWriter out, List<Mark> marks) throws IOException {
        out.name("marks").beginArray();
        for (Mark each : marks) {
            out.beginObject();
            out.name("second").value(each.second());
            out.name("text").value(each.text());
            out.endObject();
        }
        out.endArray();
    }

    private static void series(JsonWriter out, String name, List<Series> series) throws IOException {
        out.name(name).beginArray();
        for (Series each : series) {
            out.beginObject();
            out.name("name").value(each.name());
            out.name("unit").value(each.unit());
            out.name("help").value(each.help());
            out.name("kind").value(each.kind().name().toLowerCase(Locale.ROOT));
            numbers(out, "values", each.values(), Double::doubleValue);
            out.endObject();
        }
        out.endArray();
    }

    private static void timings(JsonWriter out, List<TimingSeries> timings) throws IOException {
        out.name("timings").beginArray();
        for (TimingSeries each : timings) {
            out.beginObject();
            out.name("name").value(each.name());
            out.name("help").value(each.help());
            out.name("unit").value("µs");
            numbers(out, "count", each.intervals(), IntervalTimes::count);
            numbers(out, "p50", each.intervals(), IntervalTimes::p50);
            numbers(out, "p90", each.intervals(), IntervalTimes::p90);
            numbers(out, "p99", each.intervals(), IntervalTimes::p99);
            numbers(out, "p999", each.intervals(), IntervalTimes::p999);
            numbers(out, "max", each.intervals(), IntervalTimes::max);
            out.name("histogram").value(each.histogram());
            texts(out, "histograms", each.intervals().stream().map(IntervalTimes::histogram).toList());
            out.endObject();
        }
        out.endArray();
    }

    /** In one line; what is not known is null. */
    private static <T> void numbers(JsonWriter out, String name, List<T> of, ToDoubleFunction<T> value)
            throws IOException {
        out.name(name).jsonValue(of.stream()
                .map(each -> number(value.applyAsDouble(each)))
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static String number(double value) {
        if (!Double.isFinite(value)) {
            return "null";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.valueOf((long) value)
                : String.valueOf(value);
    }
}
