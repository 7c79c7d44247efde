package io.fairlead.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminServerTest {
    private final Meters meters = new Meters();
    private final ReadinessGate readiness = new ReadinessGate();
    private final HttpClient http = HttpClient.newHttpClient();
    private AdminServer server;

    @BeforeEach
    void start() throws IOException {
        server = AdminServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), meters, readiness,
                () -> "{}");
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
        meters.close();
    }

    @Test
    void speaksOpenMetricsToThoseWhoAskForIt() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .header("Accept", "application/openmetrics-text; version=1.0.0")
                        .build(),
                HttpResponse.BodyHandlers.ofString());

        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type)
                .startsWith("application/openmetrics-text"));
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @Test
    void isReadyOnlyWhileTheGateIsOpen() throws Exception {
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        readiness.open();
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        readiness.close();
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        assertThat(get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void refusesOtherPathsAndMethods() throws Exception {
        assertThat(get("/else").statusCode()).isEqualTo(404);
        HttpResponse<String> posted = http.send(
                HttpRequest.newBuilder(uri("/metrics"))
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(posted.statusCode()).isEqualTo(405);
    }

    @Test
    void namesTheAddressThatItCannotHave() {
        assertThatThrownBy(() -> AdminServer.start(server.address(), meters, readiness, () -> "{}"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot listen on metrics")
                .hasMessageContaining(String.valueOf(server.address().getPort()));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.address().getPort() + path);
    }
}
