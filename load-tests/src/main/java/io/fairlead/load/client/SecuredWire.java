package io.fairlead.load.client;

import io.fairlead.protocol.crypto.SecretStream;
import io.fairlead.protocol.crypto.SecureHandshake;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/** A secured rendezvous connection, protocol section 5, from the client's side. */
public final class SecuredWire implements Wire {
    private final Wire wire;
    private final SecretStream outbound;
    private final SecretStream inbound;

    private SecuredWire(Wire wire, SecretStream outbound, SecretStream inbound) {
        this.wire = wire;
        this.outbound = outbound;
        this.inbound = inbound;
    }

    /**
     * Waits for the server's key exchange and answers it, as signed-in clients do before they say anything.
     *
     * @param wire    a connection that nothing has been said on; taken over
     * @param key     the server's public key in base64
     * @param timeout the server's message is waited for so long; clients wait 18 s
     * @return the same connection, secured
     * @throws java.net.SocketTimeoutException when the server says nothing
     * @throws IOException                     when it says something else
     */
    public static SecuredWire secure(Wire wire, String key, Duration timeout) throws IOException {
        RendezvousMessage offer = wire.receive(timeout)
                .orElseThrow(() -> new IOException("the server closed the connection"));
        SecureHandshake.Answer answer = SecureHandshake
                .answer(offer.getKeyExchange(), Base64.getDecoder().decode(key))
                .orElseThrow(() -> new IOException("no key exchange of this server: " + offer.getUnionCase()));
        wire.send(RendezvousMessage.newBuilder().setKeyExchange(answer.message()).build());
        return new SecuredWire(wire, answer.stream().get(), answer.stream().get());
    }

    @Override
    public void sendPayload(byte[] payload) throws IOException {
        wire.sendPayload(outbound.seal(payload));
    }

    @Override
    public Optional<byte[]> receivePayload(Duration timeout) throws IOException {
        Optional<byte[]> received = wire.receivePayload(timeout);
        if (received.isEmpty()) {
            return received;
        }
        return Optional.of(inbound.open(received.get())
                .orElseThrow(() -> new IOException("a box of the server does not open")));
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
