package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Calls an administration API as a program of an operator does. */
final class AdminClientOfTests implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI server;
    private final String token;

    AdminClientOfTests(URI server, Path tokenFile) throws IOException {
        this.server = server;
        this.token = Files.readString(tokenFile).strip();
    }

    HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve(path)).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> bare(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    JsonObject get(String path) throws Exception {
        return ok("GET", path, "");
    }

    JsonObject ok(String method, String path, String body) throws Exception {
        HttpResponse<String> response = send(method, "/api/v1" + path, body);
        assertThat(response.statusCode()).as(method + " " + path + ": " + response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    JsonObject failed(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> response = send(method, "/api/v1" + path, body);
        assertThat(response.statusCode()).as(method + " " + path + ": " + response.body()).isEqualTo(status);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    @Override
    public void close() {
        client.close();
    }
}
