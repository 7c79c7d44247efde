package io.fairlead.cluster.membership;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/** A name server that answers each question for an A record with the same addresses, and others with none. */
final class TinyDns implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int A = 1;

    private final DatagramSocket socket;
    private final List<InetAddress> addresses;

    TinyDns(List<InetAddress> addresses) throws IOException {
        this.addresses = addresses;
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofVirtual().name("tiny-dns").start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            try {
                DatagramPacket question = new DatagramPacket(buffer, buffer.length);
                socket.receive(question);
                byte[] answer = answer(question.getData(), question.getLength());
                socket.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new java.io.UncheckedIOException(e);
                }
            }
        }
    }

    private byte[] answer(byte[] question, int length) {
        int end = HEADER;
        while (question[end] != 0) {
            end += question[end] + 1;
        }
        int type = ByteBuffer.wrap(question, end + 1, 2).getShort();
        int section = end + 5 - HEADER;
        List<InetAddress> found = type == A ? addresses : List.of();
        ByteBuffer out = ByteBuffer.allocate(HEADER + section + found.size() * 16);
        // The question's id; an authoritative answer; one question.
        out.put(question, 0, 2).putShort((short) 0x8400).putShort((short) 1).putShort((short) found.size())
                .putShort((short) 0).putShort((short) 0).put(question, HEADER, section);
        for (InetAddress address : found) {
            // A pointer to the name in the question, type, class, seconds to live, length, address.
            out.putShort((short) 0xC00C).putShort((short) A).putShort((short) 1).putInt(1).putShort((short) 4)
                    .put(address.getAddress());
        }
        return out.array();
    }

    @Override
    public void close() {
        socket.close();
    }
}
