package io.fairlead.load.client;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** A connection that carries payloads with their borders: TCP by frames, WebSocket by messages. */
public interface Wire extends AutoCloseable {
    /**
     * Sends a payload.
     *
     * @param payload any length
     * @throws IOException when the connection has ended
     */
    void sendPayload(byte[] payload) throws IOException;

    /**
     * Waits for a payload.
     *
     * @param timeout at most so long
     * @return empty when the server ended the connection
     * @throws java.net.SocketTimeoutException when nothing came in time
     * @throws IOException                     when the connection broke
     */
    Optional<byte[]> receivePayload(Duration timeout) throws IOException;

    /**
     * Sends a message.
     *
     * @param message any
     * @throws IOException when the connection has ended
     */
    default void send(RendezvousMessage message) throws IOException {
        sendPayload(message.toByteArray());
    }

    /**
     * Waits for a message; heartbeats are passed over.
     *
     * @param timeout at most so long
     * @return empty when the server ended the connection
     * @throws java.net.SocketTimeoutException when nothing came in time
     * @throws IOException                     when the connection broke or what came is no message
     */
    default Optional<RendezvousMessage> receive(Duration timeout) throws IOException {
        while (true) {
            Optional<byte[]> payload = receivePayload(timeout);
            if (payload.isEmpty()) {
                return Optional.empty();
            }
            if (payload.get().length > 0) {
                return Optional.of(parse(payload.get()));
            }
        }
    }

    /**
     * Waits for an answer as clients do that want no secured connection: an offer of one, which a server makes to
     * who was silent for a moment, is passed over.
     *
     * @param timeout at most so long for each message
     * @return the answer
     * @throws java.net.SocketTimeoutException when nothing came in time
     * @throws IOException                     when the connection ended or broke, or what came is no message
     */
    default RendezvousMessage receiveAnswer(Duration timeout) throws IOException {
        while (true) {
            RendezvousMessage message = receive(timeout)
                    .orElseThrow(() -> new IOException("the server closed the connection"));
            if (!message.hasKeyExchange()) {
                return message;
            }
        }
    }

    private static RendezvousMessage parse(byte[] payload) throws IOException {
        try {
            return RendezvousMessage.parseFrom(payload);
        } catch (InvalidProtocolBufferException e) {
            throw new IOException("not a message: " + payload.length + " bytes", e);
        }
    }

    @Override
    void close() throws IOException;
}
