package io.fairlead.load.bench.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports that nobody listens on: clients derive five from one, so the system cannot choose. */
public final class FreePorts {
    /** Below those that the system gives to connections. */
    private static final int LEAST = 20_100;
    private static final int MOST = 32_000;
    private static final int TRIES = 200;
    private static final int BEFORE = 1;
    private static final int BEHIND = 3;

    private FreePorts() {}

    /**
     * Finds five ports in a row that nobody listens on now.
     *
     * @param at the address
     * @return the second of them
     * @throws IOException when there are none
     */
    public static int five(InetAddress at) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            if (free(at, port)) {
                return port;
            }
        }
        throw new IOException("no five free ports in a row in " + LEAST + ".." + MOST);
    }

    private static boolean free(InetAddress at, int port) {
        for (int each = port - BEFORE; each <= port + BEHIND; each++) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(at, each));
            } catch (IOException e) {
                return false;
            }
        }
        return true;
    }
}
