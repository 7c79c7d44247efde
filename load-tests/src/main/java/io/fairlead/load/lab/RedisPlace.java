package io.fairlead.load.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** Where a Redis listens, and how it is reached from this JVM. */
public sealed interface RedisPlace {
    /** This machine's loopback, on a port that is free. */
    RedisPlace LOOPBACK = new Loopback();

    /**
     * Names an address in a namespace, where the usual port is free.
     *
     * @param namespace which has the address
     * @param address   IPv4
     * @return the place
     */
    static RedisPlace in(Namespace namespace, String address) {
        return new Inside(namespace, address);
    }

    /**
     * Gives the address.
     *
     * @return IPv4
     */
    String address();

    /**
     * Chooses a port.
     *
     * @return one that nobody listened on a moment ago
     * @throws IOException when there is none
     */
    int port() throws IOException;

    /**
     * Says what comes before the program's name so that it runs there.
     *
     * @return words of a command, maybe none
     */
    List<String> prefix();

    /**
     * Connects to a server there.
     *
     * @param port    its port
     * @param timeout for the connection to be accepted
     * @return connected
     * @throws IOException when it cannot be reached
     */
    Socket connect(int port, Duration timeout) throws IOException;

    private static Socket connect(String address, int port, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(
                    new InetSocketAddress(InetAddress.ofLiteral(address), port), Math.toIntExact(timeout.toMillis()));
            return socket;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** On the machine itself. */
    record Loopback() implements RedisPlace {
        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public int port() throws IOException {
            return RedisProcess.freePort();
        }

        @Override
        public List<String> prefix() {
            return List.of();
        }

        @Override
        public Socket connect(int port, Duration timeout) throws IOException {
            return RedisPlace.connect(address(), port, timeout);
        }
    }

    /**
     * In a namespace.
     *
     * @param namespace where it runs
     * @param address   IPv4 of the namespace
     */
    record Inside(Namespace namespace, String address) implements RedisPlace {
        private static final int USUAL_PORT = 6379;

        @Override
        public int port() {
            return USUAL_PORT;
        }

        @Override
        public List<String> prefix() {
            return List.of("ip", "netns", "exec", namespace.name());
        }

        @Override
        public Socket connect(int port, Duration timeout) throws IOException {
            return namespace.call(() -> RedisPlace.connect(address, port, timeout));
        }
    }
}
