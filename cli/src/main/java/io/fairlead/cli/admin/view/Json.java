package io.fairlead.cli.admin.view;

import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

/** JSON of the administration API. */
public final class Json {
    private static final Gson GSON = new GsonBuilder()
            .setFieldNamingPolicy(FieldNamingPolicy.LOWER_CASE_WITH_UNDERSCORES)
            .serializeNulls()
            .create();

    private Json() {}

    /**
     * Writes a record.
     *
     * @param value one of the views
     * @return one line
     */
    public static String write(Object value) {
        return GSON.toJson(value);
    }

    /**
     * Reads a record that a program of ours wrote, of this version or another: names that are not known are passed
     * over, and what is missing has Java's own default.
     *
     * @param text JSON
     * @param type what it is to be
     * @param <T>  the same
     * @return the record
     * @throws IllegalArgumentException when it is none
     */
    public static <T> T read(String text, Class<T> type) {
        try {
            T read = GSON.fromJson(text, type);
            if (read == null) {
                throw new IllegalArgumentException("nothing (expected: " + type.getSimpleName() + ")");
            }
            return read;
        } catch (JsonParseException e) {
            throw new IllegalArgumentException("no " + type.getSimpleName() + ": " + e.getMessage(), e);
        }
    }
}
