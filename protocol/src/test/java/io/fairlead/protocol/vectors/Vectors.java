package io.fairlead.protocol.vectors;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Bytes recorded from real programs, in src/test/resources/vectors. */
public final class Vectors {
    private Vectors() {}

    public static JsonObject read(String name) {
        try (Reader reader = new InputStreamReader(
                Vectors.class.getResourceAsStream("/vectors/" + name), StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
