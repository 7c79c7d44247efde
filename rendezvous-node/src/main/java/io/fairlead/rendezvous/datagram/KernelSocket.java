package io.fairlead.rendezvous.datagram;

import io.fairlead.protocol.frame.RendezvousMessageCodec;
import io.fairlead.protocol.message.RendezvousMessage;
import io.fairlead.rendezvous.registration.DatagramSender;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One UDP socket, made and owned by this. One thread receives; any thread sends, wakes the one that receives, and
 * closes, after which nothing is sent any more: the number of a closed socket may soon be another's.
 */
final class KernelSocket implements DatagramSender {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT;
    private static final int POLLFD = 8;
    private static final int EVENTS = 4;
    /** {@code timespec}: seconds, nanoseconds. */
    private static final int TIMESPEC = 16;
    private static final long NAP_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int LARGEST_MESSAGE = 65_507;

    private final int socket;
    private final int wakeUp;
    private final int family;
    private final InetSocketAddress address;
    private final MemorySegment polled;
    private final MemorySegment nap;

    /** Guards what is below, and that the socket is open while something is sent. */
    private final ReentrantLock sending = new ReentrantLock();

    private final MemorySegment state;
    private final MemorySegment message;
    private final MemorySegment target;
    private volatile boolean open = true;

    private KernelSocket(int socket, int wakeUp, int family, InetSocketAddress address) {
        this.socket = socket;
        this.wakeUp = wakeUp;
        this.family = family;
        this.address = address;
        // Given back when nobody can reach the socket any more; a thread that is late then still finds it there.
        Arena arena = Arena.ofAuto();
        this.state = arena.allocate(LinuxCalls.state());
        this.message = arena.allocate(LARGEST_MESSAGE);
        this.target = arena.allocate(SocketAddresses.LENGTH, Long.BYTES);
        this.polled = arena.allocate(2 * POLLFD, Long.BYTES);
        this.nap = arena.allocate(TIMESPEC, Long.BYTES);
        nap.set(ValueLayout.JAVA_LONG, Long.BYTES, NAP_NANOS);
        polled.set(INT, 0, socket);
        polled.set(SHORT, EVENTS, (short) LinuxCalls.POLLIN);
        polled.set(INT, POLLFD, wakeUp);
        polled.set(SHORT, POLLFD + EVENTS, (short) LinuxCalls.POLLIN);
    }

    /**
     * Makes and binds a socket.
     *
     * @param bind          the address; empty = all, IPv6 included where the machine has it
     * @param port          0 lets the system choose
     * @param receiveBuffer the kernel's buffer that is asked for, in bytes
     * @throws IOException when the port can't be had; the message says why, as Java's own sockets do
     */
    static KernelSocket open(Optional<InetAddress> bind, int port, int receiveBuffer) throws IOException {
        if (bind.isPresent()) {
            int family = bind.get() instanceof Inet4Address ? LinuxCalls.AF_INET : LinuxCalls.AF_INET6;
            return open(family, new InetSocketAddress(bind.get(), port), receiveBuffer);
        }
        try {
            return open(LinuxCalls.AF_INET6, wildcard(16, port), receiveBuffer);
        } catch (NoSuchFamilyException e) {
            return open(LinuxCalls.AF_INET, wildcard(4, port), receiveBuffer);
        }
    }

    private static InetSocketAddress wildcard(int octets, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[octets]), port);
    }

    /** The machine has no IPv6. */
    private static final class NoSuchFamilyException extends IOException {
        private static final long serialVersionUID = 1L;

        NoSuchFamilyException(String message) {
            super(message);
        }
    }

    private static KernelSocket open(int family, InetSocketAddress wanted, int receiveBuffer) throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment state = arena.allocate(LinuxCalls.state());
            int socket = LinuxCalls.socket(state, family, LinuxCalls.SOCK_DGRAM | LinuxCalls.SOCK_CLOEXEC, 0);
            if (socket < 0) {
                throw new NoSuchFamilyException(reason(LinuxCalls.errno(state)));
            }
            try {
                InetSocketAddress bound = bind(arena, state, socket, family, wanted, receiveBuffer);
                int wakeUp = LinuxCalls.eventfd(state, 0, LinuxCalls.EFD_CLOEXEC);
                if (wakeUp < 0) {
                    throw new IOException(reason(LinuxCalls.errno(state)));
                }
                return new KernelSocket(socket, wakeUp, family, bound);
            } catch (IOException | RuntimeException e) {
                LinuxCalls.close(state, socket);
                throw e;
            }
        }
    }

    private static InetSocketAddress bind(Arena arena, MemorySegment state, int socket, int family,
            InetSocketAddress wanted, int receiveBuffer) throws IOException {
        MemorySegment value = arena.allocate(INT);
        if (family == LinuxCalls.AF_INET6) {
            LinuxCalls.setsockopt(state, socket, LinuxCalls.IPPROTO_IPV6, LinuxCalls.IPV6_V6ONLY, value.address(),
                    Integer.BYTES);
        }
        value.set(INT, 0, receiveBuffer);
        // Only a privileged process gets more than net.core.rmem_max; any other gets that much at most.
        if (LinuxCalls.setsockopt(state, socket, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_RCVBUFFORCE, value.address(),
                Integer.BYTES) < 0) {
            LinuxCalls.setsockopt(state, socket, LinuxCalls.SOL_SOCKET, LinuxCalls.SO_RCVBUF, value.address(),
                    Integer.BYTES);
        }
        MemorySegment name = arena.allocate(SocketAddresses.LENGTH, Long.BYTES);
        int length = SocketAddresses.write(wanted, family, name, 0);
        if (LinuxCalls.bind(state, socket, name.address(), length) < 0) {
            int errno = LinuxCalls.errno(state);
            boolean noV6 = errno == LinuxCalls.EADDRNOTAVAIL && wanted.getAddress().isAnyLocalAddress();
            throw noV6 ? new NoSuchFamilyException(reason(errno)) : new IOException(reason(errno));
        }
        value.set(INT, 0, SocketAddresses.LENGTH);
        if (LinuxCalls.getsockname(state, socket, name.address(), value.address()) < 0) {
            throw new IOException(reason(LinuxCalls.errno(state)));
        }
        return SocketAddresses.read(name, 0);
    }

    static String reason(int errno) {
        return switch (errno) {
            case LinuxCalls.EACCES -> "Permission denied";
            case LinuxCalls.EADDRINUSE -> "Address already in use";
            case LinuxCalls.EADDRNOTAVAIL -> "Cannot assign requested address";
            default -> "error " + errno + " of the system";
        };
    }

    /** Its number, for the thread that receives. */
    int number() {
        return socket;
    }

    InetSocketAddress address() {
        return address;
    }

    /** Waits until there is something to receive, or somebody wakes the one thread that calls this. */
    void await(MemorySegment receiverState) {
        LinuxCalls.poll(receiverState, polled.address(), 2, -1);
    }

    /** Lets datagrams gather for a millisecond. For the thread that receives, which Java's own waiting costs more. */
    void nap(MemorySegment receiverState) {
        LinuxCalls.nanosleep(receiverState, nap.address());
    }

    /** Ends {@link #await}, also when it is called later. */
    void wakeUp() {
        sending.lock();
        try (Arena arena = Arena.ofConfined()) {
            if (open) {
                MemorySegment one = arena.allocateFrom(ValueLayout.JAVA_LONG, 1L);
                LinuxCalls.write(state, wakeUp, one.address(), Long.BYTES);
            }
        } finally {
            sending.unlock();
        }
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void send(RendezvousMessage pushed, InetSocketAddress to) {
        ByteBuf bytes = RendezvousMessageCodec.write(pushed, UnpooledByteBufAllocator.DEFAULT);
        sending.lock();
        try {
            int length = bytes.readableBytes();
            int addressLength = SocketAddresses.write(to, family, target, 0);
            if (!open || length > LARGEST_MESSAGE || addressLength == 0) {
                return;
            }
            bytes.readBytes(message.asSlice(0, length).asByteBuffer());
            // What the system does not take is lost, as datagrams are; a device that misses it asks again.
            LinuxCalls.sendto(state, socket, message.address(), length, LinuxCalls.MSG_DONTWAIT, target.address(),
                    addressLength);
        } finally {
            sending.unlock();
            bytes.release();
        }
    }

    /** Gives the port back. The thread that receives must have ended. */
    void close() {
        sending.lock();
        try {
            if (open) {
                open = false;
                LinuxCalls.close(state, socket);
                LinuxCalls.close(state, wakeUp);
            }
        } finally {
            sending.unlock();
        }
    }
}
