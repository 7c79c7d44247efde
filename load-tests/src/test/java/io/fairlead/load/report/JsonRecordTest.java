package io.fairlead.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.record.Merging;
import io.fairlead.load.record.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records as files. */
class JsonRecordTest {
    @TempDir
    private Path directory;

    private final RunRecord record = Samples.storm(1, 40, 1);

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("a.json"), text);
    }

    private void refused(String text, String... parts) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> JsonRecord.read(file)).isInstanceOf(IOException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContainingAll(parts);
    }

    @Test
    void whatIsWrittenIsReadAgainWithoutLoss() throws IOException {
        Path file = directory.resolve("a.json");
        JsonRecord.write(record, file);
        assertThat(JsonRecord.read(file)).isEqualTo(record);
        JsonRecord.write(record.compact(), file);
        assertThat(JsonRecord.read(file)).isEqualTo(record.compact()).isNotEqualTo(record);
    }

    @Test
    void recordsThatWereFilesMergeAsIfTheyNeverWere() throws IOException {
        RunRecord other = Samples.storm(2, 40, 1.3);
        JsonRecord.write(record, directory.resolve("a.json"));
        JsonRecord.write(other, directory.resolve("b.json"));
        assertThat(Merging.merge(List.of(JsonRecord.read(directory.resolve("a.json")),
                JsonRecord.read(directory.resolve("b.json"))))).isEqualTo(Merging.merge(List.of(record, other)));
    }

    @Test
    void ofAnotherFormatNothingIsRead() throws IOException {
        refused(JsonRecord.text(record).replaceFirst("\"format\": 1", "\"format\": 7"), "format: 7 (expected: 1)");
        refused("{}", "format: missing (expected: a whole number)");
        refused("{\"format\": 1.5}", "format: 1.5 (expected: a whole number)");
    }

    @Test
    void whatIsNoJsonIsRefused() throws IOException {
        refused("", "a.json");
        refused("[1, 2]", "the document: [1,2] (expected: an object)");
        refused("{'format': 1}", "no JSON");
        refused(JsonRecord.text(record) + "}", "no JSON");
        refused(JsonRecord.text(record).substring(0, 5000), "no JSON");
        Files.write(directory.resolve("b.json"), new byte[]{'{', (byte) 0xff, (byte) 0xfe, '}'});
        assertThatThrownBy(() -> JsonRecord.read(directory.resolve("b.json"))).isInstanceOf(IOException.class)
                .hasMessageContaining("no JSON");
        assertThatThrownBy(() -> JsonRecord.read(directory.resolve("none.json")))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatIsWrongInsideIsNamedWithItsPlace() throws IOException {
        String text = JsonRecord.text(record);
        refused(text.replaceFirst("\"kind\": \"count\"", "\"kind\": \"sum\""), "series[0].kind: \"sum\"",
                "count, level, highest");
        refused(text.replaceFirst("\"values\": \\[", "\"values\": [\"much\","), "series[0].values[0]: \"much\"",
                "a number");
        refused(text.replaceFirst("\"values\": \\[", "\"values\": [1,"), "41 values", "each of 40 intervals");
        refused(text.replaceFirst("\"p99\": \\[", "\"p99\": [1,"), "timings[0].count", "as many values");
        refused(text.replaceFirst("\"histogram\": \"....", "\"histogram\": \""), "timings[0].histogram", "Base64");
        refused(text.replaceFirst("\"passed\": true", "\"passed\": 1"), "criteria[0].passed: 1", "true or false");
        refused(text.replaceFirst("\"start\": \"2026", "\"start\": \"soon"), "start: \"soon", "a time");
        refused(text.replaceFirst("\"seed\": 1", "\"seed\": \"one\""), "seed: \"one\"", "a whole number");
        refused(text.replaceFirst("\"cores\": \\d+", "\"cores\": 99999999999"), "integer overflow");
        refused(text.replaceFirst("\"ends\": \\[1", "\"ends\": [7"), "end of an interval", "more than 7");
        refused(text.replaceFirst("\"interval_seconds\": 1", "\"interval_seconds\": 0"), "interval: PT0S");
        refused(text.replaceFirst("\"marks\": \\[", "\"marks\": [3,"), "marks[0]: 3 (expected: an object)");
    }
}
