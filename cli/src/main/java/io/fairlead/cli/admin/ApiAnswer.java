package io.fairlead.cli.admin;

import io.fairlead.cli.admin.view.ApiFailure;
import io.fairlead.cli.admin.view.Json;
import java.util.Map;

/**
 * What a call is answered.
 *
 * @param status      of HTTP
 * @param contentType of the text
 * @param text        the body
 * @param headers     more of them
 */
public record ApiAnswer(int status, String contentType, String text, Map<String, String> headers) {
    /** The content type of JSON. */
    public static final String JSON = "application/json; charset=utf-8";

    static ApiAnswer json(int status, Object body) {
        return new ApiAnswer(status, JSON, Json.write(body) + "\n", Map.of());
    }

    static ApiAnswer of(ApiFailure failure) {
        return new ApiAnswer(failure.status(), JSON, Json.write(failure.body()) + "\n", failure.headers());
    }
}
