package io.fairlead.load.bench.os;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * IPv4 sockets as file descriptors. Sends and receives never wait. For use by the thread that has made it.
 */
public final class LinuxSockets implements AutoCloseable {
    /** {@link #receive} and {@link #send} answer it when they would have to wait. */
    public static final long AGAIN = -LinuxCalls.EAGAIN;

    private static final ValueLayout.OfShort NETWORK_SHORT = ValueLayout.JAVA_SHORT_UNALIGNED
            .withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfInt NETWORK_INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_CLOEXEC = 0x80000;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOL_SOCKET = 1;
    private static final int SO_REUSEADDR = 2;
    private static final int SO_SNDBUF = 7;
    private static final int SO_RCVBUF = 8;
    private static final int SO_LINGER = 13;
    private static final int SO_SNDTIMEO = 21;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUFFORCE = 33;
    private static final int SO_SNDBUFFORCE = 32;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_NODELAY = 1;
    private static final int IPPROTO_IP = 0;
    private static final int IP_PKTINFO = 8;
    private static final int SHUT_WR = 1;
    private static final int MSG_TRUNC = 0x20;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int MSG_NOSIGNAL = 0x4000;
    private static final int ADDRESS_LENGTH = 16;
    private static final int BACKLOG = 4096;
    /** A peer on the same machine that has not taken a connection by then does not live. */
    private static final long PATIENCE_SECONDS = 10;

    private final Arena arena = Arena.ofConfined();
    private final LinuxCalls calls = new LinuxCalls(arena);
    private final MemorySegment address = arena.allocate(ADDRESS_LENGTH, Long.BYTES);
    private final MemorySegment value = arena.allocate(ADDRESS_LENGTH, Long.BYTES);

    LinuxCalls calls() {
        return calls;
    }

    Arena arena() {
        return arena;
    }

    /** Writes a sockaddr_in. */
    static void write(MemorySegment to, long offset, Address from) {
        to.set(ValueLayout.JAVA_SHORT_UNALIGNED, offset, (short) AF_INET);
        to.set(NETWORK_SHORT, offset + 2, (short) from.port());
        to.set(NETWORK_INT, offset + 4, from.ip());
        to.set(ValueLayout.JAVA_LONG_UNALIGNED, offset + 8, 0L);
    }

    private static int checked(int result, String what) throws IOException {
        if (result < 0) {
            throw new IOException(what + ": error " + -result);
        }
        return result;
    }

    private void option(int socket, int level, int name, int number) throws IOException {
        value.set(ValueLayout.JAVA_INT, 0, number);
        checked(calls.option(socket, level, name, value.address(), Integer.BYTES), "setsockopt " + name);
    }

    private void timeout(int socket, int name) throws IOException {
        value.set(ValueLayout.JAVA_LONG, 0, PATIENCE_SECONDS);
        value.set(ValueLayout.JAVA_LONG, Long.BYTES, 0L);
        checked(calls.option(socket, SOL_SOCKET, name, value.address(), 2 * Long.BYTES), "setsockopt " + name);
    }

    private void bind(int socket, Address from) throws IOException {
        write(address, 0, from);
        checked(calls.bind(socket, address.address(), ADDRESS_LENGTH), "bind to " + from);
    }

    /**
     * Connects and waits until it is connected, 10 s at most.
     *
     * @param to   where to
     * @param from where from; {@link Address#ANY} leaves it to the system
     * @return the socket, without Nagle's delay
     * @throws IOException when it cannot be connected
     */
    public int connect(Address to, Address from) throws IOException {
        return connecting(to, from, 0);
    }

    /**
     * Begins to connect and does not wait: the socket is writable when it is connected.
     *
     * @param to   where to
     * @param from where from; {@link Address#ANY} leaves it to the system
     * @return the socket, without Nagle's delay
     * @throws IOException when it is refused at once
     */
    public int beginConnect(Address to, Address from) throws IOException {
        return connecting(to, from, SOCK_NONBLOCK);
    }

    private int connecting(Address to, Address from, int flags) throws IOException {
        int socket = checked(calls.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags), "socket");
        try {
            option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
            timeout(socket, SO_SNDTIMEO);
            if (!from.equals(Address.ANY)) {
                bind(socket, from);
            }
            write(address, 0, to);
            int result = calls.connect(socket, address.address(), ADDRESS_LENGTH);
            if (result != -LinuxCalls.EINPROGRESS || flags == 0) {
                checked(result, "connect to " + to);
            }
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    /**
     * Listens for TCP connections.
     *
     * @param at where; port 0 = any
     * @return the socket; {@link #accept} waits 10 s at most
     * @throws IOException when it cannot
     */
    public int listen(Address at) throws IOException {
        int socket = checked(calls.socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC), "socket");
        try {
            option(socket, SOL_SOCKET, SO_REUSEADDR, 1);
            timeout(socket, SO_RCVTIMEO);
            bind(socket, at);
            checked(calls.listen(socket, BACKLOG), "listen at " + at);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    /**
     * Waits for a connection, 10 s at most.
     *
     * @param listening from {@link #listen}
     * @return the socket, without Nagle's delay
     * @throws IOException when none comes
     */
    public int accept(int listening) throws IOException {
        int socket = checked(calls.accept(listening), "accept");
        option(socket, IPPROTO_TCP, TCP_NODELAY, 1);
        return socket;
    }

    /**
     * Opens a UDP socket with the largest buffers that the system allows.
     *
     * @param from        where; {@link Address#ANY} for all addresses of this machine
     * @param bufferBytes wanted of each buffer
     * @return the socket; it tells to which address a datagram was sent
     * @throws IOException when it cannot be opened
     */
    public int udp(Address from, int bufferBytes) throws IOException {
        int socket = checked(calls.socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC), "socket");
        try {
            buffer(socket, SO_RCVBUFFORCE, SO_RCVBUF, bufferBytes);
            buffer(socket, SO_SNDBUFFORCE, SO_SNDBUF, bufferBytes);
            option(socket, IPPROTO_IP, IP_PKTINFO, 1);
            bind(socket, from);
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    /** Root may go beyond the system's limit, others get as much as there is. */
    private void buffer(int socket, int forced, int modest, int bytes) throws IOException {
        value.set(ValueLayout.JAVA_INT, 0, bytes);
        if (calls.option(socket, SOL_SOCKET, forced, value.address(), Integer.BYTES) < 0) {
            option(socket, SOL_SOCKET, modest, bytes);
        }
    }

    /**
     * Says where a socket is.
     *
     * @param socket any
     * @return its own address and port
     * @throws IOException when it is closed
     */
    public Address local(int socket) throws IOException {
        value.set(ValueLayout.JAVA_INT, 0, ADDRESS_LENGTH);
        checked(calls.name(socket, address.address(), value.address()), "getsockname");
        return new Address(address.get(NETWORK_INT, 4), address.get(NETWORK_SHORT, 2) & 0xFFFF);
    }

    /**
     * Sends what the socket takes at once.
     *
     * @param socket  any
     * @param pointer of the first byte
     * @param length  in bytes
     * @return bytes taken, {@link #AGAIN}, or another negated error number
     */
    public long send(int socket, long pointer, long length) {
        return calls.send(socket, pointer, length, MSG_DONTWAIT | MSG_NOSIGNAL);
    }

    /**
     * Receives what is there.
     *
     * @param socket  any
     * @param pointer where to
     * @param length  at most, in bytes
     * @return bytes, 0 at the end of a stream, {@link #AGAIN}, or another negated error number
     */
    public long receive(int socket, long pointer, long length) {
        return calls.recv(socket, pointer, length, MSG_DONTWAIT);
    }

    /**
     * Receives what is there on a TCP socket and drops it without copying.
     *
     * @param socket TCP
     * @param length at most, in bytes
     * @return as {@link #receive}
     */
    public long discard(int socket, long length) {
        return calls.recv(socket, 0L, length, MSG_DONTWAIT | MSG_TRUNC);
    }

    /**
     * Keeps the system from taking in much for a reader that is slow.
     *
     * @param socket TCP, from which nothing has been read
     * @param bytes  that may wait to be read, about
     * @throws IOException when it is closed
     */
    public void limitUnread(int socket, int bytes) throws IOException {
        option(socket, SOL_SOCKET, SO_RCVBUF, bytes);
    }

    /**
     * Ends what is sent on a TCP socket; what comes can still be received. Nothing happens when it has ended.
     *
     * @param socket TCP
     */
    public void endSending(int socket) {
        // Whoever reads from the socket is told why, if the connection is gone.
        int _ = calls.shutdown(socket, SHUT_WR);
    }

    /**
     * Closes a TCP socket with a reset, which drops what is on its way.
     *
     * @param socket TCP
     */
    public void abort(int socket) {
        value.set(ValueLayout.JAVA_INT, 0, 1);
        value.set(ValueLayout.JAVA_INT, Integer.BYTES, 0);
        // A socket that is no more needs no reset.
        int _ = calls.option(socket, SOL_SOCKET, SO_LINGER, value.address(), 2 * Integer.BYTES);
        close(socket);
    }

    /**
     * Closes a socket. Nothing happens when it is closed.
     *
     * @param socket any
     */
    public void close(int socket) {
        // Linux frees the descriptor whatever it answers.
        int _ = calls.close(socket);
    }

    /** Frees the memory. Sockets are closed by whoever has opened them. */
    @Override
    public void close() {
        arena.close();
    }
}
