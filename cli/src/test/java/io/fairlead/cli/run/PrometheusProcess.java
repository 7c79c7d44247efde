package io.fairlead.cli.run;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.fairlead.cli.monitoring.AlertRules;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A Prometheus that reads nodes every two seconds and follows the alerts. */
final class PrometheusProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final int port;
    private final Path log;

    PrometheusProcess(Path directory, List<String> targets) throws IOException {
        port = TestCluster.freePort();
        log = directory.resolve("prometheus.log");
        Path config = directory.resolve("prometheus.yml");
        Files.writeString(config, """
                global: {scrape_interval: 2s, evaluation_interval: 1s}
                rule_files: ["%s"]
                scrape_configs:
                  - job_name: fairlead
                    static_configs: [{targets: [%s]}]
                """.formatted(
                AlertRules.FILE.toRealPath(),
                targets.stream().map(target -> "\"" + target + "\"").collect(Collectors.joining(", "))));
        process = new ProcessBuilder(
                "prometheus",
                "--config.file=" + config,
                "--storage.tsdb.path=" + directory.resolve("prometheus"),
                "--web.listen-address=127.0.0.1:" + port,
                "--enable-feature=exemplar-storage")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** What a query answers: its series with their last values. Fails when Prometheus does not understand it. */
    JsonArray query(String expression) throws Exception {
        return get("/api/v1/query?query=" + encoded(expression)).getAsJsonObject("data").getAsJsonArray("result");
    }

    /** The exemplars of the last minute. */
    JsonArray exemplars(String series) throws Exception {
        long now = System.currentTimeMillis() / 1000;
        return get("/api/v1/query_exemplars?query=" + encoded(series) + "&start=" + (now - 60) + "&end=" + now)
                .getAsJsonArray("data");
    }

    /** How its reading of each node goes. */
    List<String> targets() throws Exception {
        return get("/api/v1/targets").getAsJsonObject("data").getAsJsonArray("activeTargets").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(target -> target.get("health").getAsString() + " " + target.get("lastError").getAsString())
                .toList();
    }

    /** The alerts that it follows, with how each is. */
    JsonArray rules() throws Exception {
        return get("/api/v1/rules").getAsJsonObject("data").getAsJsonArray("groups").get(0).getAsJsonObject()
                .getAsJsonArray("rules");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private JsonObject get(String path) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
                HttpResponse.BodyHandlers.ofString());
        JsonObject json = JsonParser.parseString(answer.body()).getAsJsonObject();
        if (!json.get("status").getAsString().equals("success")) {
            throw new AssertionError(path + ": " + answer.body());
        }
        return json;
    }

    boolean isUp() {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/-/ready")).build(),
                    HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            if (!process.isAlive()) {
                throw new AssertionError("prometheus has ended: " + log(), e);
            }
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() throws InterruptedException {
        http.close();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
