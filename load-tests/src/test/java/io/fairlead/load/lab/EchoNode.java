package io.fairlead.load.lab;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A node in this JVM, with its sockets in a namespace: tells who asks, by TCP or UDP, its name and their address. */
final class EchoNode implements Closeable {
    private final Namespace namespace;
    private final String address;
    private final String name;
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    EchoNode(Namespace namespace, String address, int port, String name) throws IOException {
        this.namespace = namespace;
        this.address = address;
        this.name = name;
        InetAddress at = InetAddress.ofLiteral(address);
        this.udp = namespace.call(() -> new DatagramSocket(port, at));
        this.tcp = namespace.call(() -> new ServerSocket(port, 50, at));
        Thread.ofVirtual().start(this::answerDatagrams);
        Thread.ofVirtual().start(this::answerConnections);
    }

    private byte[] answer(InetAddress from) {
        return (name + " " + from.getHostAddress()).getBytes(StandardCharsets.US_ASCII);
    }

    private void answerDatagrams() {
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        try {
            while (true) {
                udp.receive(packet);
                byte[] answer = answer(packet.getAddress());
                udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        } catch (IOException e) {
            // Closed at the end of the test.
        }
    }

    /** One word and its end at a time. */
    private void answerConnections() {
        try {
            while (true) {
                Socket socket = tcp.accept();
                Thread.ofVirtual().start(() -> answerLines(socket));
            }
        } catch (IOException e) {
            // Closed at the end of the test.
        }
    }

    private void answerLines(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(new InputStreamReader(
                        socket.getInputStream(), StandardCharsets.US_ASCII))) {
            while (in.readLine() != null) {
                socket.getOutputStream().write(answer(socket.getInetAddress()));
                socket.getOutputStream().write('\n');
            }
        } catch (IOException e) {
            // The asker is gone.
        }
    }

    Namespace namespace() {
        return namespace;
    }

    String address() {
        return address;
    }

    /** A UDP flow's end. */
    static DatagramSocket flow(Namespace client, String source) throws IOException {
        DatagramSocket socket = client.call(
                () -> new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(source), 0)));
        socket.setSoTimeout(2000);
        return socket;
    }

    static String ask(DatagramSocket flow, String address, int port) throws IOException {
        flow.send(new DatagramPacket(new byte[]{1}, 1, InetAddress.ofLiteral(address), port));
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        flow.receive(packet);
        if (!packet.getAddress().equals(InetAddress.ofLiteral(address))) {
            throw new IOException("answered by " + packet.getAddress() + ", not by " + address);
        }
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII);
    }

    static Socket connect(Namespace client, String source, String address, int port) throws IOException {
        Socket socket = client.call(() -> new Socket(
                InetAddress.ofLiteral(address), port, InetAddress.ofLiteral(source), 0));
        socket.setSoTimeout(2000);
        return socket;
    }

    static String ask(Socket connection) throws IOException {
        connection.getOutputStream().write('\n');
        StringBuilder answer = new StringBuilder();
        for (int octet = connection.getInputStream().read(); octet != '\n'; octet = connection.getInputStream()
                .read()) {
            if (octet < 0) {
                throw new IOException("closed");
            }
            answer.append((char) octet);
        }
        return answer.toString();
    }

    @Override
    public void close() throws IOException {
        udp.close();
        tcp.close();
    }
}
