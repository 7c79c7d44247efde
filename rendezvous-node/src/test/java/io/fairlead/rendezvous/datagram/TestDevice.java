package io.fairlead.rendezvous.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fairlead.protocol.message.RegisterPeer;
import io.fairlead.protocol.message.RegisterPk;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A client's UDP socket. */
final class TestDevice implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 5000;

    final String id;
    private final DatagramSocket socket;
    private final InetSocketAddress server;

    TestDevice(String id, String from, int port) throws IOException {
        this.id = id;
        InetAddress address = InetAddress.getByName(from);
        this.socket = new DatagramSocket(new InetSocketAddress(address, 0));
        this.server = new InetSocketAddress(address instanceof java.net.Inet6Address ? "::1" : "127.0.0.1", port);
    }

    static RendezvousMessage heartbeat(String id, int serial) {
        return RendezvousMessage.newBuilder()
                .setRegisterPeer(RegisterPeer.newBuilder().setId(id).setSerial(serial))
                .build();
    }

    TestDevice registered() throws IOException {
        ByteString secret = ByteString.copyFrom(("secret of " + id).getBytes(StandardCharsets.UTF_8));
        send(RendezvousMessage.newBuilder()
                .setRegisterPk(RegisterPk.newBuilder().setId(id).setUuid(secret).setPk(secret))
                .build());
        assertThat(receive().getRegisterPkResponse().getResultValue()).as("result for %s", id).isZero();
        return this;
    }

    /** Sends a heartbeat; answers whether the key was asked for. */
    boolean isAskedForKey() throws IOException {
        send(heartbeat(id, 0));
        RendezvousMessage answer = receive();
        assertThat(answer.hasRegisterPeerResponse()).as(answer.toString()).isTrue();
        return answer.getRegisterPeerResponse().getRequestPk();
    }

    void send(RendezvousMessage message) throws IOException {
        send(message.toByteArray());
    }

    void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, server));
    }

    RendezvousMessage receive() throws IOException {
        return receive(PATIENCE_MILLIS).orElseThrow(() -> new AssertionError(id + " was not answered"));
    }

    Optional<RendezvousMessage> receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return Optional.empty();
        }
        assertThat(packet.getSocketAddress()).as("where an answer comes from").isEqualTo(server);
        return Optional.of(RendezvousMessage.parseFrom(Arrays.copyOf(packet.getData(), packet.getLength())));
    }

    @Override
    public void close() {
        socket.close();
    }
}
