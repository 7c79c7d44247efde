package io.fairlead.load.report;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.fairlead.load.record.Criterion;
import io.fairlead.load.record.Histograms;
import io.fairlead.load.record.IntervalTimes;
import io.fairlead.load.record.Kind;
import io.fairlead.load.record.MachineInfo;
import io.fairlead.load.record.Mark;
import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import io.fairlead.load.record.Saturation;
import io.fairlead.load.record.Series;
import io.fairlead.load.record.Timeline;
import io.fairlead.load.record.TimingSeries;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Reads what {@link JsonRecord} writes, and says what is wrong with what it does not. */
final class RecordReader {
    private static final double NANOS = 1e9;

    private RecordReader() {}

    static RunRecord read(Path file) throws IOException {
        try (Reader text = Files.newBufferedReader(file); JsonReader json = new JsonReader(text)) {
            json.setStrictness(Strictness.STRICT);
            JsonElement document = JsonParser.parseReader(json);
            if (json.peek() != JsonToken.END_DOCUMENT) {
                throw new MalformedJsonException("something follows the object");
            }
            return record(JsonPart.root(document));
        } catch (JsonParseException | MalformedJsonException | CharacterCodingException e) {
            throw new IOException(file + ": no JSON (expected: what 'fairlead load run' wrote): " + e.getMessage(), e);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private static RunRecord record(JsonPart root) {
        if (root.whole("format") != JsonRecord.FORMAT) {
            throw root.wrong("format", String.valueOf(JsonRecord.FORMAT));
        }
        Timeline timeline = new Timeline(Duration.ofNanos(Math.round(root.number("interval_seconds") * NANOS)),
                root.numbers("ends"));
        return new RunRecord(info(root), timeline, root.list("series", RecordReader::series),
                root.list("timings", RecordReader::timing), root.list("failures", RecordReader::series),
                root.list("marks", part -> new Mark(part.number("second"), part.text("text"))),
                root.texts("limitations"),
                root.list("criteria", part -> new Criterion(part.text("name"), part.text("required"),
                        part.text("measured"), part.yes("passed"))),
                saturation(root.part("saturation")));
    }

    private static RunInfo info(JsonPart root) {
        JsonPart target = root.part("target");
        JsonPart machine = root.part("machine");
        return new RunInfo(root.text("name"), root.text("description"), root.whole("seed"),
                new RunInfo.Target(target.text("kind"), target.text("host"), target.text("description")),
                new MachineInfo(Math.toIntExact(machine.whole("cores")), machine.text("processor"),
                        machine.text("memory"), machine.text("kernel"), machine.text("java")),
                start(root), root.map("configuration"), root.map("versions"));
    }

    private static Instant start(JsonPart root) {
        try {
            return Instant.parse(root.text("start"));
        } catch (DateTimeParseException e) {
            throw (IllegalArgumentException) root.wrong("start", "a time, for example 2026-11-29T06:00:00Z")
                    .initCause(e);
        }
    }

    private static Saturation saturation(JsonPart part) {
        return new Saturation(part.yes("watched"), part.number("length"),
                part.list("spells", spell -> new Saturation.Spell(spell.number("from"), spell.number("to"),
                        spell.text("reason"))),
                part.texts("notes"));
    }

    private static Series series(JsonPart part) {
        return new Series(part.text("name"), part.text("unit"), part.text("help"), kind(part), part.numbers("values"));
    }

    private static Kind kind(JsonPart part) {
        String text = part.text("kind");
        return Arrays.stream(Kind.values())
                .filter(each -> each.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElseThrow(() -> part.wrong("kind", Arrays.stream(Kind.values())
                        .map(each -> each.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "))));
    }

    private static TimingSeries timing(JsonPart part) {
        List<Double> count = part.numbers("count");
        List<List<Double>> columns = List.of(part.numbers("p50"), part.numbers("p90"), part.numbers("p99"),
                part.numbers("p999"), part.numbers("max"));
        List<String> histograms = part.texts("histograms");
        if (histograms.size() != count.size() || columns.stream().anyMatch(each -> each.size() != count.size())) {
            throw part.wrong("count", "as many values as p50, p90, p99, p999, max and histograms have");
        }
        List<IntervalTimes> intervals = new ArrayList<>();
        for (int i = 0; i < count.size(); i++) {
            intervals.add(new IntervalTimes(count.get(i).longValue(), columns.get(0).get(i), columns.get(1).get(i),
                    columns.get(2).get(i), columns.get(3).get(i), columns.get(4).get(i), histograms.get(i)));
        }
        String whole = part.text("histogram");
        try {
            Histograms.decode(whole);
        } catch (IllegalArgumentException e) {
            throw (IllegalArgumentException) part.wrong("histogram", "HdrHistogram's compressed encoding in Base64")
                    .initCause(e);
        }
        return new TimingSeries(part.text("name"), part.text("help"), intervals, whole);
    }
}
