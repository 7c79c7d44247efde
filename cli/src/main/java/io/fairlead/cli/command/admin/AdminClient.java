package io.fairlead.cli.command.admin;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.fairlead.cli.admin.AdminRoutes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends calls to a server. For one thread. */
final class AdminClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String server;
    private final String token;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** {@code server} is a URL without a path. */
    AdminClient(String server, String token) {
        this.server = server.replaceAll("/+$", "");
        this.token = token;
    }

    /** What the server answers: its status, and an object. */
    record Answer(int status, JsonObject body) {
        boolean isOk() {
            return status == 200;
        }
    }

    Answer send(AdminCall call) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + AdminRoutes.BASE + call.uri()))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + token);
        if (call.bodyText().isEmpty()) {
            request.method(call.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json")
                    .method(call.method(), HttpRequest.BodyPublishers.ofString(call.bodyText()));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            return new Answer(response.statusCode(), JsonParser.parseString(response.body()).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException("it answers " + response.statusCode() + " and no JSON", e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
