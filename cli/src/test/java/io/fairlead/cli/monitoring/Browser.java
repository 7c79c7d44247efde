package io.fairlead.cli.monitoring;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real Chromium without a screen, driven as the W3C's WebDriver says (packages chromium and chromium-driver). */
public final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

    private final HttpClient http = HttpClient.newHttpClient();
    private final Gson gson = new Gson();
    private final Process driver;
    private final String server;
    private String session = "";

    /**
     * Starts it.
     *
     * @param directory for its files
     * @throws Exception when it does not start within a minute
     */
    public Browser(Path directory) throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        server = "http://127.0.0.1:" + port;
        driver = new ProcessBuilder("chromedriver", "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("chromedriver.log").toFile())
                .start();
        awaitDriver();
        Map<String, Object> wanted = Map.of(
                "goog:loggingPrefs", Map.of("browser", "ALL"),
                "goog:chromeOptions", Map.of("args", List.of(
                        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                        "--window-size=1280,1400", "--user-data-dir=" + directory.resolve("profile"))));
        JsonObject made = send("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
                .getAsJsonObject();
        session = "/session/" + made.get("sessionId").getAsString();
    }

    private void awaitDriver() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                if (send("GET", "/status", Map.of()).getAsJsonObject().get("ready").getAsBoolean()) {
                    return;
                }
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0 || !driver.isAlive()) {
                    throw e;
                }
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private JsonElement send(String method, String path, Object body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server + session + path)).timeout(PATIENCE);
        HttpResponse<String> answer = http.send(
                method.equals("POST")
                        ? request.POST(HttpRequest.BodyPublishers.ofString(gson.toJson(body))).build()
                        : request.method(method, HttpRequest.BodyPublishers.noBody()).build(),
                HttpResponse.BodyHandlers.ofString());
        JsonElement value = JsonParser.parseString(answer.body()).getAsJsonObject().get("value");
        if (answer.statusCode() != 200) {
            throw new AssertionError(method + " " + path + ": " + value);
        }
        return value;
    }

    /** Opens a page. */
    public void open(URI url) throws Exception {
        send("POST", "/url", Map.of("url", url.toString()));
    }

    /** Sets the window's size, in pixels of CSS. */
    public void resize(int width, int height) throws Exception {
        send("POST", "/goog/cdp/execute", Map.of("cmd", "Emulation.setDeviceMetricsOverride", "params", Map.of(
                "width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600)));
    }

    /** Runs a function's body in the page; what it returns. */
    public JsonElement run(String script) throws Exception {
        return send("POST", "/execute/sync", Map.of("script", script, "args", List.of()));
    }

    /** What a person reads in an element; empty when it is not shown. */
    public String text(String selector) throws Exception {
        return send("GET", element("css selector", selector) + "/text", Map.of()).getAsString();
    }

    /** Types into a field, as a person does. */
    public void type(String selector, String text) throws Exception {
        send("POST", element("css selector", selector) + "/value", Map.of("text", text));
    }

    /** Clicks what a person can see and reach. */
    public void click(String selector) throws Exception {
        send("POST", element("css selector", selector) + "/click", Map.of());
    }

    private String element(String using, String selector) throws Exception {
        return "/element/" + send("POST", "/element", Map.of("using", using, "value", selector)).getAsJsonObject()
                .get(ELEMENT).getAsString();
    }

    /** What the page's console says, mistakes and refused resources among it. */
    public List<String> console() throws Exception {
        return send("POST", "/se/log", Map.of("type", "browser")).getAsJsonArray().asList().stream()
                .map(entry -> entry.getAsJsonObject().get("message").getAsString())
                .toList();
    }

    /** Takes a picture of the window. */
    public void picture(Path file) throws Exception {
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(send("GET", "/screenshot", Map.of()).getAsString()));
    }

    @Override
    public void close() throws Exception {
        try {
            send("DELETE", "", Map.of());
        } finally {
            http.close();
            driver.destroy();
            if (!driver.waitFor(20, TimeUnit.SECONDS)) {
                driver.destroyForcibly().waitFor();
            }
        }
    }
}
