package io.fairlead.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The HTTP endpoint for operators' machines: {@code /metrics} for Prometheus, {@code /healthz} (the process runs),
 * {@code /readyz} (it is to be sent clients). Each request has a virtual thread of its own.
 */
public final class AdminServer implements AutoCloseable {
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";

    private final HttpServer server;
    private final ExecutorService threads;
    private final Meters meters;
    private final ReadinessGate readiness;

    private AdminServer(HttpServer server, Meters meters, ReadinessGate readiness) {
        this.server = server;
        this.meters = meters;
        this.readiness = readiness;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
    }

    /**
     * Starts the endpoint.
     *
     * @param address   where to listen; port 0 lets the system choose
     * @param meters    what {@code /metrics} shows
     * @param readiness what {@code /readyz} tells
     * @param cluster   a JSON document, which {@code /cluster} gives out; called on a thread of its own
     * @return the endpoint, which serves
     * @throws IOException when the address can't be had; the message names it
     */
    public static AdminServer start(
            InetSocketAddress address, Meters meters, ReadinessGate readiness, Supplier<String> cluster)
            throws IOException {
        HttpServer http;
        try {
            http = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException("cannot listen on metrics " + address.getHostString() + ":" + address.getPort()
                    + ": " + e.getMessage(), e);
        }
        AdminServer server = new AdminServer(http, meters, readiness);
        http.setExecutor(server.threads);
        http.createContext("/metrics", server::metrics);
        http.createContext("/healthz", exchange -> answer(exchange, 200, TEXT, "ok\n"));
        http.createContext("/readyz", server::ready);
        http.createContext("/cluster", exchange -> answer(exchange, 200, "application/json", cluster.get()));
        http.createContext("/", exchange -> answer(exchange, 404, TEXT, "not found\n"));
        http.start();
        return server;
    }

    private void metrics(HttpExchange exchange) throws IOException {
        String accept = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept")).orElse("");
        String contentType = accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
        answer(exchange, 200, contentType, meters.scrape(contentType));
    }

    private void ready(HttpExchange exchange) throws IOException {
        if (readiness.isOpen()) {
            answer(exchange, 200, TEXT, "ready\n");
        } else {
            answer(exchange, 503, TEXT, "not ready\n");
        }
    }

    private static void answer(HttpExchange exchange, int status, String contentType, String text)
            throws IOException {
        try (exchange) {
            boolean head = "HEAD".equals(exchange.getRequestMethod());
            if (!head && !"GET".equals(exchange.getRequestMethod())) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(status, head ? -1 : body.length);
            if (!head) {
                try (OutputStream out = exchange.getResponseBody()) {
                    out.write(body);
                }
            }
        }
    }

    /**
     * Says where the endpoint listens.
     *
     * @return the address, with the port that the system chose where it was asked to
     */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Stops the endpoint at once. */
    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
