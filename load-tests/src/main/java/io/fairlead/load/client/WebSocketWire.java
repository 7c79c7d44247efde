package io.fairlead.load.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A WebSocket connection of binary messages, protocol section 12. */
public final class WebSocketWire implements Wire {
    private final HttpClient http;
    private final WebSocket socket;
    private final BlockingQueue<Optional<byte[]>> received;

    private WebSocketWire(HttpClient http, WebSocket socket, BlockingQueue<Optional<byte[]>> received) {
        this.http = http;
        this.socket = socket;
        this.received = received;
    }

    /**
     * Connects.
     *
     * @param to      where to
     * @param timeout at most so long
     * @return the connection
     * @throws IOException when it can't be made
     */
    public static WebSocketWire connect(URI to, Duration timeout) throws IOException {
        return connect(to, timeout, HttpClient.newBuilder(), Map.of());
    }

    /**
     * Connects with more to say.
     *
     * @param to      where to
     * @param timeout at most so long
     * @param client  made into the HTTP client, for example with its own trust in certificates
     * @param headers of the handshake, besides the usual ones
     * @return the connection
     * @throws IOException when it can't be made
     */
    public static WebSocketWire connect(
            URI to, Duration timeout, HttpClient.Builder client, Map<String, String> headers) throws IOException {
        HttpClient http = client.connectTimeout(timeout).build();
        BlockingQueue<Optional<byte[]>> received = new LinkedBlockingQueue<>();
        try {
            WebSocket.Builder builder = http.newWebSocketBuilder().connectTimeout(timeout);
            headers.forEach(builder::header);
            WebSocket socket = builder
                    .buildAsync(to, new Receiver(received))
                    .join();
            return new WebSocketWire(http, socket, received);
        } catch (CompletionException e) {
            http.close();
            Throwable cause = e.getCause();
            // The client of the platform gives most of its failures no message.
            String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            throw new IOException("cannot connect to " + to + ": " + why, cause);
        }
    }

    @Override
    public void sendPayload(byte[] payload) throws IOException {
        try {
            socket.sendBinary(ByteBuffer.wrap(payload), true).join();
        } catch (CompletionException e) {
            throw new IOException("the connection ended", e.getCause());
        }
    }

    @Override
    public Optional<byte[]> receivePayload(Duration timeout) throws IOException {
        try {
            Optional<byte[]> next = received.poll(timeout.toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new SocketTimeoutException("nothing came in " + timeout.toMillis() + " ms");
            }
            if (next.isEmpty()) {
                // The end stays the end, however often it is asked for.
                received.add(next);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        socket.abort();
        http.shutdownNow();
    }

    /** Puts fragments together; an empty entry is the end. */
    private static final class Receiver implements WebSocket.Listener {
        private final BlockingQueue<Optional<byte[]>> received;
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();

        Receiver(BlockingQueue<Optional<byte[]>> received) {
            this.received = received;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            message.writeBytes(bytes);
            if (last) {
                received.add(Optional.of(message.toByteArray()));
                message.reset();
            }
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            received.add(Optional.empty());
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable failure) {
            received.add(Optional.empty());
        }
    }
}
