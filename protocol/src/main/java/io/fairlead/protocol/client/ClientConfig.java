package io.fairlead.protocol.client;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a client needs to know of its servers, protocol section 16. Empty texts are unset.
 *
 * @param host  the rendezvous server, {@code host[:port]}
 * @param key   the server's public key in base64
 * @param api   the address of an API server
 * @param relay the relay, {@code host[:port]}
 */
public record ClientConfig(String host, String key, String api, String relay) {
    /**
     * Makes the string that users paste: JSON as URL-safe base64 without padding, reversed.
     *
     * @return the string
     */
    public String encoded() {
        JsonObject json = new JsonObject();
        json.addProperty("host", host);
        json.addProperty("key", key);
        json.addProperty("api", api);
        json.addProperty("relay", relay);
        String base64 = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(json.toString().getBytes(StandardCharsets.UTF_8));
        return new StringBuilder(base64).reverse().toString();
    }

    /**
     * Makes the readable form, as it stands in file names.
     *
     * @return {@code host=..,key=..} and so on, without what is unset
     */
    public String readable() {
        StringBuilder out = new StringBuilder("host=").append(host);
        append(out, "key", key);
        append(out, "api", api);
        append(out, "relay", relay);
        return out.toString();
    }

    private static void append(StringBuilder out, String name, String value) {
        if (!value.isEmpty()) {
            out.append(',').append(name).append('=').append(value);
        }
    }

    /**
     * Reads either form. Of a readable one, what stands before {@code host=} and an ending {@code .exe} don't count.
     *
     * @param text what a user was given
     * @return the configuration
     * @throws IllegalArgumentException when it is neither; the message says what is expected
     */
    public static ClientConfig parse(String text) {
        String trimmed = text.strip();
        int start = trimmed.toLowerCase(Locale.ROOT).indexOf("host=");
        return start >= 0 ? parseReadable(trimmed.substring(start)) : parseEncoded(trimmed);
    }

    private static ClientConfig parseReadable(String text) {
        String bare = text.toLowerCase(Locale.ROOT).endsWith(".exe") ? text.substring(0, text.length() - 4) : text;
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : bare.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                values.put(part.substring(0, equals).strip().toLowerCase(Locale.ROOT), part.substring(equals + 1));
            }
        }
        return of(values);
    }

    private static ClientConfig parseEncoded(String text) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(new StringBuilder(text).reverse().toString());
            JsonElement parsed = JsonParser.parseString(new String(json, StandardCharsets.UTF_8));
            Map<String, String> values = new LinkedHashMap<>();
            parsed.getAsJsonObject().asMap().forEach((name, value) -> values.put(name, value.getAsString()));
            return of(values);
        } catch (IllegalArgumentException
                | IllegalStateException
                | UnsupportedOperationException
                | JsonParseException e) {
            throw new IllegalArgumentException("client configuration: '" + text
                    + "' (expected: reversed base64 of JSON, or host=..,key=..,api=..,relay=..)", e);
        }
    }

    private static ClientConfig of(Map<String, String> values) {
        return new ClientConfig(
                values.getOrDefault("host", ""),
                values.getOrDefault("key", ""),
                values.getOrDefault("api", ""),
                values.getOrDefault("relay", ""));
    }
}
