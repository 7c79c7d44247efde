package io.fairlead.cli.admin;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import io.fairlead.cli.admin.view.ApiFailure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a stranger wrote, strictly by RFC 8259. */
final class StrictJson {
    private StrictJson() {}

    /** Reads one object, in which no name stands twice; fails with {@link ApiFailure}. */
    static Map<String, JsonElement> object(byte[] body) {
        Map<String, JsonElement> values = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(utf8(body)))) {
            reader.setStrictness(Strictness.STRICT);
            if (reader.peek() != JsonToken.BEGIN_OBJECT) {
                throw ApiFailure.badValue("body: " + reader.peek() + " (expected: a JSON object)");
            }
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                if (values.put(name, JsonParser.parseReader(reader)) != null) {
                    throw ApiFailure.badValue("body: '" + name + "' twice (expected: each name once)");
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw ApiFailure.badValue("body: more than one value (expected: a JSON object)");
            }
        } catch (CharacterCodingException e) {
            throw ApiFailure.badValue("body: no UTF-8 (expected: a JSON object in UTF-8)");
        } catch (MalformedJsonException e) {
            throw ApiFailure.badValue("body: no JSON (expected: a JSON object): " + e.getMessage());
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw ApiFailure.badValue("body: cut off or no JSON (expected: a JSON object)");
        }
        return values;
    }

    private static String utf8(byte[] body) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    }
}
