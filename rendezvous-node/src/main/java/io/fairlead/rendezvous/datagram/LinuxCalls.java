package io.fairlead.rendezvous.datagram;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * The system calls of Linux that {@link KernelSocket} is made of, as they are: a result below 0 is a failure, and
 * {@code errno} tells which. Addresses of memory are numbers, so that a call makes no object. The numbers are those of
 * x86_64 and aarch64. The class must not be touched unless {@link #areThere}.
 */
final class LinuxCalls {
    static final int AF_INET = 2;
    static final int AF_INET6 = 10;
    static final int SOCK_DGRAM = 2;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOL_SOCKET = 1;
    static final int SO_RCVBUF = 8;
    static final int SO_RCVBUFFORCE = 33;
    static final int IPPROTO_IPV6 = 41;
    static final int IPV6_V6ONLY = 26;
    static final int EFD_CLOEXEC = 0x80000;
    static final int MSG_DONTWAIT = 0x40;
    static final int POLLIN = 1;

    static final int EINTR = 4;
    static final int EAGAIN = 11;
    static final int EACCES = 13;
    static final int EADDRINUSE = 98;
    static final int EADDRNOTAVAIL = 99;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option CAPTURE = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;

    private static final MethodHandle SOCKET = call("socket", INT, INT, INT, INT);
    private static final MethodHandle BIND = call("bind", INT, INT, LONG, INT);
    private static final MethodHandle GETSOCKNAME = call("getsockname", INT, INT, LONG, LONG);
    private static final MethodHandle SETSOCKOPT = call("setsockopt", INT, INT, INT, INT, LONG, INT);
    private static final MethodHandle RECVMMSG = call("recvmmsg", INT, INT, LONG, INT, INT, LONG);
    private static final MethodHandle SENDMMSG = call("sendmmsg", INT, INT, LONG, INT, INT);
    private static final MethodHandle SENDTO = call("sendto", LONG, INT, LONG, LONG, INT, LONG, INT);
    private static final MethodHandle POLL = call("poll", INT, LONG, LONG, INT);
    private static final MethodHandle NANOSLEEP = call("nanosleep", INT, LONG, LONG);
    private static final MethodHandle EVENTFD = call("eventfd", INT, INT, INT);
    private static final MethodHandle WRITE = call("write", LONG, INT, LONG, LONG);
    private static final MethodHandle CLOSE = call("close", INT, INT);

    private LinuxCalls() {}

    /** Whether this machine has the calls, with these numbers. */
    static boolean areThere() {
        return System.getProperty("os.name").equals("Linux")
                && Set.of("amd64", "x86_64", "aarch64").contains(System.getProperty("os.arch"))
                && ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN
                && Linker.nativeLinker().defaultLookup().find("recvmmsg").isPresent()
                && Linker.nativeLinker().defaultLookup().find("sendmmsg").isPresent();
    }

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... arguments) {
        return LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments), CAPTURE);
    }

    /** Memory for what {@link #errno} reads; one for each thread that calls. */
    static StructLayout state() {
        return STATE;
    }

    /** Why the last call that was given {@code state} failed. */
    static int errno(MemorySegment state) {
        return (int) ERRNO.get(state, 0L);
    }

    static int socket(MemorySegment state, int family, int type, int protocol) {
        try {
            return (int) SOCKET.invokeExact(state, family, type, protocol);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int bind(MemorySegment state, int socket, long address, int length) {
        try {
            return (int) BIND.invokeExact(state, socket, address, length);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int getsockname(MemorySegment state, int socket, long address, long length) {
        try {
            return (int) GETSOCKNAME.invokeExact(state, socket, address, length);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int setsockopt(MemorySegment state, int socket, int level, int option, long value, int length) {
        try {
            return (int) SETSOCKOPT.invokeExact(state, socket, level, option, value, length);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int recvmmsg(MemorySegment state, int socket, long headers, int count, int flags) {
        try {
            return (int) RECVMMSG.invokeExact(state, socket, headers, count, flags, 0L);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int sendmmsg(MemorySegment state, int socket, long headers, int count, int flags) {
        try {
            return (int) SENDMMSG.invokeExact(state, socket, headers, count, flags);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static long sendto(
            MemorySegment state, int socket, long bytes, long length, int flags, long address, int addressLength) {
        try {
            return (long) SENDTO.invokeExact(state, socket, bytes, length, flags, address, addressLength);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int poll(MemorySegment state, long descriptors, long count, int timeoutMillis) {
        try {
            return (int) POLL.invokeExact(state, descriptors, count, timeoutMillis);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int nanosleep(MemorySegment state, long time) {
        try {
            return (int) NANOSLEEP.invokeExact(state, time, 0L);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int eventfd(MemorySegment state, int value, int flags) {
        try {
            return (int) EVENTFD.invokeExact(state, value, flags);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static long write(MemorySegment state, int descriptor, long bytes, long length) {
        try {
            return (long) WRITE.invokeExact(state, descriptor, bytes, length);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    static int close(MemorySegment state, int descriptor) {
        try {
            return (int) CLOSE.invokeExact(state, descriptor);
        } catch (Throwable e) {
            throw unforeseen(e);
        }
    }

    private static IllegalStateException unforeseen(Throwable e) {
        return new IllegalStateException("a call into the C library failed before it was made", e);
    }
}
