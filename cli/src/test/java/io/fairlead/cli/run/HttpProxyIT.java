package io.fairlead.cli.run;

import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.cli.option.Setting;
import io.fairlead.load.client.TcpWire;
import io.fairlead.protocol.message.HeaderEntry;
import io.fairlead.protocol.message.HttpProxyRequest;
import io.fairlead.protocol.message.HttpProxyResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP requests of clients to the operator's API server. */
class HttpProxyIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    private final CountDownLatch ended = new CountDownLatch(1);
    private HttpServer api;
    private TestServer server;

    @BeforeEach
    void startApi() throws Exception {
        api = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        api.createContext("/base/echo", this::echo);
        api.createContext("/base/large", exchange -> respond(exchange, new byte[5000]));
        api.createContext("/base/slow", exchange -> {
            await();
            respond(exchange, new byte[0]);
        });
        api.createContext("/base/endless", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write(1);
            exchange.getResponseBody().flush();
            await();
        });
        api.createContext("/secret", exchange -> respond(exchange, "secret".getBytes(StandardCharsets.UTF_8)));
        api.start();
    }

    private void await() {
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void echo(HttpExchange exchange) throws IOException {
        String seen = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + exchange.getRequestHeaders().get("X-Forwarded-For") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("X-Answer", "yes");
        respond(exchange, seen.getBytes(StandardCharsets.UTF_8));
    }

    private static void respond(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(201, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void serve(Map<Setting, String> more) throws Exception {
        Map<Setting, String> options = new HashMap<>(more);
        options.put(Setting.API_SERVER, "http://127.0.0.1:" + api.getAddress().getPort() + "/base");
        server = TestServer.start(directory, options);
    }

    @AfterEach
    void stop() {
        ended.countDown();
        if (server != null) {
            server.close();
        }
        api.stop(0);
    }

    private HttpProxyResponse ask(HttpProxyRequest.Builder request) throws IOException {
        try (TcpWire wire = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            wire.send(RendezvousMessage.newBuilder().setHttpProxyRequest(request).build());
            return wire.receive(PATIENCE).orElseThrow().getHttpProxyResponse();
        }
    }

    private static HttpProxyRequest.Builder get(String path) {
        return HttpProxyRequest.newBuilder().setMethod("GET").setPath(path);
    }

    @Test
    void isOffUnlessAServerIsNamed() throws Exception {
        server = TestServer.start(directory, Map.of());
        assertThat(ask(get("/echo")).getError()).contains("does not forward");
    }

    @Test
    void passesMethodPathHeadersAndBodyOnAndTheAnswerBack() throws Exception {
        serve(Map.of());
        HttpProxyResponse response = ask(HttpProxyRequest.newBuilder()
                .setMethod("post")
                .setPath("/echo?q=1")
                .addHeaders(HeaderEntry.newBuilder().setName("Authorization").setValue("Bearer t"))
                .addHeaders(HeaderEntry.newBuilder().setName("X-Forwarded-For").setValue("1.2.3.4"))
                .addHeaders(HeaderEntry.newBuilder().setName("Host").setValue("evil.example"))
                .setBody(ByteString.copyFromUtf8("{}")));
        assertThat(response.getError()).isEmpty();
        assertThat(response.getStatus()).isEqualTo(201);
        assertThat(response.getBody().toStringUtf8()).isEqualTo("POST /base/echo?q=1 Bearer t [127.0.0.2] {}");
        assertThat(response.getHeadersList().stream().filter(h -> h.getName().equalsIgnoreCase("x-answer")))
                .singleElement()
                .satisfies(header -> assertThat(header.getValue()).isEqualTo("yes"));
    }

    @Test
    void leadsNowhereElse() throws Exception {
        serve(Map.of());
        for (String path : List.of("secret", "//127.0.0.1/secret", "/../secret", "/echo/../../secret", "/%2e%2e/secret",
                "@evil.example/", ":80/", "/a b", "http://evil.example/", "")) {
            HttpProxyResponse response = ask(get(path));
            assertThat(response.getBody().toStringUtf8()).as(path).doesNotContain("secret");
            assertThat(response.getStatus() == 404 || !response.getError().isEmpty()).as(path).isTrue();
        }
        assertThat(ask(get("/echo").setMethod("CONNECT")).getError()).contains("method");
        HttpProxyRequest.Builder many = get("/echo");
        for (int i = 0; i < 65; i++) {
            many.addHeaders(HeaderEntry.newBuilder().setName("a").setValue("b"));
        }
        assertThat(ask(many).getError()).contains("65");
        assertThat(ask(get("/echo").addHeaders(HeaderEntry.newBuilder().setName("a\r\nb").setValue("c"))).getError())
                .isNotEmpty();
    }

    @Test
    void isLimitedInSizeTimeAndNumber() throws Exception {
        serve(Map.of(Setting.API_MAX_BODY, "4999", Setting.API_TIMEOUT, "1", Setting.API_MAX_REQUESTS, "1"));
        assertThat(ask(get("/large")).getError()).contains("too long");
        try (TcpWire waiting = TcpWire.connect(server.target().rendezvous(), at("127.0.0.2"), PATIENCE)) {
            waiting.send(RendezvousMessage.newBuilder().setHttpProxyRequest(get("/slow")).build());
            // On the same connection, so behind the other.
            waiting.send(RendezvousMessage.newBuilder().setHttpProxyRequest(get("/echo")).build());
            assertThat(waiting.receive(PATIENCE).orElseThrow().getHttpProxyResponse().getError()).contains("too many");
            assertThat(waiting.receive(PATIENCE).orElseThrow().getHttpProxyResponse().getError()).contains("in time");
        }
        assertThat(ask(get("/echo")).getStatus()).isEqualTo(201);
    }

    @Test
    void anAnswerThatBeginsAndDoesNotEndIsLimitedInTimeToo() throws Exception {
        serve(Map.of(Setting.API_TIMEOUT, "1", Setting.API_MAX_REQUESTS, "1"));
        for (int i = 0; i < 2; i++) {
            assertThat(ask(get("/endless")).getError()).contains("in time");
        }
        assertThat(ask(get("/echo")).getStatus()).isEqualTo(201);
    }
}
