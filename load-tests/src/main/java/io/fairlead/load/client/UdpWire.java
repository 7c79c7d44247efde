package io.fairlead.load.client;

import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;

/** A UDP socket of messages. Only what comes from the server is received, as behind a NAT. */
public final class UdpWire implements AutoCloseable {
    private static final int LARGEST = 65_535;

    private final DatagramSocket socket;

    /**
     * Opens a socket.
     *
     * @param to   the server
     * @param from where from; port 0 for any
     * @throws IOException when it can't be had
     */
    public UdpWire(InetSocketAddress to, InetSocketAddress from) throws IOException {
        this.socket = new DatagramSocket(from);
        // The kernel then drops what comes from any other address or port.
        socket.connect(to);
    }

    /**
     * Says where the socket is.
     *
     * @return the local address and port
     */
    public InetSocketAddress local() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /**
     * Sends a message.
     *
     * @param message any
     * @throws IOException when it can't be sent
     */
    public void send(RendezvousMessage message) throws IOException {
        sendBytes(message.toByteArray());
    }

    /**
     * Sends a datagram.
     *
     * @param bytes any
     * @throws IOException when it can't be sent
     */
    public void sendBytes(byte[] bytes) throws IOException {
        socket.send(new DatagramPacket(bytes, bytes.length));
    }

    /**
     * Waits for a message.
     *
     * @param timeout at most so long
     * @return the message
     * @throws java.net.SocketTimeoutException when nothing came in time
     * @throws IOException                     when the socket is closed or what came is no message
     */
    public RendezvousMessage receive(Duration timeout) throws IOException {
        socket.setSoTimeout(Math.max(1, Math.toIntExact(timeout.toMillis())));
        DatagramPacket packet = new DatagramPacket(new byte[LARGEST], LARGEST);
        socket.receive(packet);
        return RendezvousMessage.parseFrom(Arrays.copyOf(packet.getData(), packet.getLength()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
