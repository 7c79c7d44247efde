package io.fairlead.audit;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;

/** Writes events as JSON, one line each. Pure. */
public final class AuditLine {
    /** What {@code v} holds; grows when a field changes its meaning or goes, not when one is added. */
    public static final int SCHEMA = 1;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private AuditLine() {}

    /**
     * Writes an event.
     *
     * @param node   the node that noted it
     * @param number counts the node's lines, from 1
     * @param time   when
     * @param event  what
     * @return one JSON object without line ends
     */
    public static String of(String node, long number, Instant time, AuditEvent event) {
        StringWriter text = new StringWriter(256);
        try (JsonWriter json = new JsonWriter(text)) {
            json.beginObject();
            json.name("v").value(SCHEMA);
            json.name("time").value(TIME.format(time));
            json.name("node").value(node);
            json.name("line").value(number);
            json.name("event").value(event.type());
            event.fields(new Json(json));
            json.endObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return text.toString();
    }

    private record Json(JsonWriter json) implements AuditEvent.Fields {
        @Override
        public void text(String name, String value) {
            try {
                json.name(name).value(value);
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
        }

        @Override
        public void number(String name, long value) {
            try {
                json.name(name).value(value);
            } catch (IOException e) {
                throw new UncheckedIOException("memory does not fail", e);
            }
        }
    }
}
