package io.fairlead.rendezvous.query;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.message.HeaderEntry;
import io.fairlead.protocol.message.HttpProxyRequest;
import io.fairlead.protocol.message.HttpProxyResponse;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.config.ApiServer;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * Forwards clients' HTTP requests to the one API server that the operator named, for clients that reach nothing but
 * this port. Without one every request is refused. A client chooses method, path, headers and body, never the host;
 * size, time and number are limited. Methods return at once and may be called from event loops.
 */
public final class HttpProxy implements AutoCloseable {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    /** What belongs to one hop (RFC 9110 section 7.6.1), what the HTTP client sets itself, and what says who asks. */
    private static final Set<String> NOT_FORWARDED = Set.of("connection", "content-length", "date", "expect", "host",
            "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer",
            "transfer-encoding", "upgrade", "via", "forwarded", "x-forwarded-for", "x-real-ip");

    private static final int MOST_HEADERS = 64;

    private final Optional<ApiServer> server;
    private final Optional<HttpClient> client;
    private final Semaphore free;

    /**
     * Forwards to a server.
     *
     * @param server empty = every request is refused
     */
    public HttpProxy(Optional<ApiServer> server) {
        this.server = server;
        this.client = server.map(api -> HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(api.timeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
        this.free = new Semaphore(server.map(ApiServer::maxRequests).orElse(0));
    }

    /**
     * Forwards a request.
     *
     * @param request what the client wants
     * @param from    the client's address, which the API server is told as X-Forwarded-For
     * @param answer  gets the response, or what is wrong, once
     */
    public void forward(HttpProxyRequest request, InetAddress from, Consumer<RendezvousMessage> answer) {
        if (server.isEmpty()) {
            answer.accept(refusal("This server does not forward requests."));
            return;
        }
        HttpRequest forwarded;
        try {
            forwarded = render(request, from, server.get());
        } catch (IllegalArgumentException e) {
            answer.accept(refusal(e.getMessage()));
            return;
        }
        if (!free.tryAcquire()) {
            answer.accept(refusal("The server forwards too many requests at the moment. Try again."));
            return;
        }
        CompletableFuture<HttpResponse<byte[]>> exchange = client.get()
                .sendAsync(forwarded, BodyHandlers.limiting(BodyHandlers.ofByteArray(), server.get().maxBody()));
        // The request's own time limit ends with the response's headers; a body may take for ever.
        exchange.copy()
                .orTimeout(server.get().timeout().toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        exchange.cancel(true);
                    }
                })
                .handle((response, failure) -> failure == null ? response(response) : refusal(reason(failure)))
                .thenAccept(message -> {
                    free.release();
                    answer.accept(message);
                });
    }

    private static HttpRequest render(HttpProxyRequest request, InetAddress from, ApiServer server) {
        String method = request.getMethod().toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException("method: not one of " + METHODS.stream().sorted().toList());
        }
        if (request.getHeadersCount() > MOST_HEADERS) {
            throw new IllegalArgumentException(
                    "headers: " + request.getHeadersCount() + " (expected: at most " + MOST_HEADERS + ")");
        }
        HttpRequest.Builder out = HttpRequest.newBuilder(target(request.getPath(), server.base()))
                .timeout(server.timeout())
                .header("X-Forwarded-For", from.getHostAddress())
                .method(method, request.getBody().isEmpty()
                        ? BodyPublishers.noBody()
                        : BodyPublishers.ofByteArray(request.getBody().toByteArray()));
        for (HeaderEntry header : request.getHeadersList()) {
            if (!NOT_FORWARDED.contains(header.getName().toLowerCase(Locale.ROOT))) {
                out.header(header.getName(), header.getValue());
            }
        }
        return out.build();
    }

    /** The path is put behind the base and must stay there, whatever a parser makes of it. */
    private static URI target(String path, URI base) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: does not begin with /");
        }
        String prefix = base.getRawPath() == null ? "" : base.getRawPath().replaceAll("/+$", "");
        URI target = URI.create(base.getScheme() + "://" + base.getRawAuthority() + prefix + path);
        boolean stays = base.getHost().equals(target.getHost())
                && base.getPort() == target.getPort()
                && target.getRawUserInfo() == null
                && target.normalize().getRawPath().startsWith(prefix + "/")
                && !target.getRawPath().toLowerCase(Locale.ROOT).contains("%2e");
        if (!stays) {
            throw new IllegalArgumentException("path: leads out of the API server");
        }
        return target;
    }

    private static RendezvousMessage response(HttpResponse<byte[]> response) {
        HttpProxyResponse.Builder out = HttpProxyResponse.newBuilder()
                .setStatus(response.statusCode())
                .setBody(ByteString.copyFrom(response.body()));
        response.headers().map().forEach((name, values) -> {
            if (!name.startsWith(":") && !NOT_FORWARDED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> out.addHeaders(HeaderEntry.newBuilder().setName(name).setValue(value)));
            }
        });
        return message(out);
    }

    private static String reason(Throwable failure) {
        Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        return cause instanceof HttpTimeoutException || cause instanceof TimeoutException
                ? "The API server did not answer in time."
                : "The API server cannot be reached, or its answer is too long.";
    }

    private static RendezvousMessage refusal(String reason) {
        return message(HttpProxyResponse.newBuilder().setError(reason));
    }

    private static RendezvousMessage message(HttpProxyResponse.Builder response) {
        return RendezvousMessage.newBuilder().setHttpProxyResponse(response).build();
    }

    /** Ends what is under way. */
    @Override
    public void close() {
        client.ifPresent(HttpClient::shutdownNow);
    }
}
