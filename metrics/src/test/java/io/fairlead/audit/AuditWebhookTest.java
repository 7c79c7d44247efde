package io.fairlead.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.audit.AuditDestination.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditWebhookTest {
    private static final String SECRET = "a secret of some length";
    private static final InstantSource NOW = InstantSource.fixed(Instant.ofEpochSecond(1_700_000_000));

    private record Received(String method, String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join("|", headers.get(name));
        }
    }

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 204;
    private volatile String retryAfter = "";
    private AuditWebhook webhook;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        webhook = new AuditWebhook(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/in?a=b"), SECRET, NOW);
    }

    @AfterEach
    void stop() {
        webhook.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        received.add(new Received(
                exchange.getRequestMethod(),
                exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        if (!retryAfter.isEmpty()) {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
        }
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @Test
    void postsLinesThatTheSecretSigns() throws Exception {
        assertThat(webhook.send(List.of("{\"a\":1}", "{\"b\":\"ü\"}"))).isEqualTo(new Outcome.Delivered());
        Received only = received.getFirst();
        assertThat(only.method()).isEqualTo("POST");
        assertThat(only.path()).isEqualTo("/in?a=b");
        assertThat(only.body()).isEqualTo("{\"a\":1}\n{\"b\":\"ü\"}\n");
        assertThat(only.header("Content-type")).isEqualTo("application/x-ndjson");
        // As openssl dgst -sha256 -hmac has it for "1700000000." and the body.
        assertThat(only.header("Fairlead-signature"))
                .isEqualTo("t=1700000000,v1=e3948b74e7f8441f3813ca3fe515419fc74e4d884648310c89a5d71c621f4d15");
    }

    @Test
    void namesTheSameLinesAlikeWhenSentAgainAndOthersNot() throws Exception {
        webhook.send(List.of("one"));
        webhook.send(List.of("one"));
        webhook.send(List.of("two"));
        List<String> names = received.stream().map(each -> each.header("Fairlead-delivery")).toList();
        assertThat(names.get(0)).isEqualTo(names.get(1)).isNotEqualTo(names.get(2)).hasSize(32);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 415, 422})
    void linesThatTheServerCannotTakeAreNotSentAgain(int refusal) throws Exception {
        status = refusal;
        assertThat(webhook.send(List.of("one"))).isEqualTo(new Outcome.Refused("http_" + refusal));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 429, 500, 503})
    void otherRefusalsMayPass(int refusal) throws Exception {
        status = refusal;
        assertThat(webhook.send(List.of("one"))).isEqualTo(new Outcome.Later("http_" + refusal, Optional.empty()));
        assertThat(received).as("never sent to where the server points").hasSize(1);
        retryAfter = "17";
        assertThat(webhook.send(List.of("one")))
                .isEqualTo(new Outcome.Later("http_" + refusal, Optional.of(Duration.ofSeconds(17))));
        retryAfter = "Fri, 27 Nov 2026 12:00:00 GMT";
        assertThat(webhook.send(List.of("one"))).isEqualTo(new Outcome.Later("http_" + refusal, Optional.empty()));
    }

    @Test
    void aServerThatIsAwayIsAFailure() {
        server.stop(0);
        assertThatThrownBy(() -> webhook.send(List.of("one"))).isInstanceOf(IOException.class);
    }
}
