package io.fairlead.relay.kernel;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * Linux's system calls that Java has no method for. Results are as the kernel has them: 0 or more, or minus an error
 * number. Nothing is allocated by a call. For one thread at a time, as a call's error is read after it.
 *
 * <p>Pointers are passed as {@code long}, which the calling conventions of x86-64 and AArch64 treat alike.
 */
final class SystemCalls {
    /** EAGAIN: it would have to wait. */
    static final int AGAIN = -11;

    /** EINTR: a signal came first. */
    static final int INTERRUPTED = -4;

    /** SPLICE_F_MOVE and SPLICE_F_NONBLOCK. */
    private static final int SPLICE_FLAGS = 1 | 2;

    /** MSG_DONTWAIT and MSG_NOSIGNAL. */
    private static final int MESSAGE_FLAGS = 0x40 | 0x4000;

    /** O_NONBLOCK and O_CLOEXEC, of both architectures. */
    private static final int PIPE_FLAGS = 0x800 | 0x80000;

    /** F_SETPIPE_SZ and F_GETPIPE_SZ. */
    private static final int SET_PIPE_SIZE = 1031;

    private static final int GET_PIPE_SIZE = 1032;

    /** IPPROTO_TCP and TCP_QUICKACK. */
    private static final int TCP = 6;

    private static final int QUICK_ACK = 12;

    /** SHUT_WR. */
    private static final int SHUT_WRITE = 1;

    /** SIOCOUTQ. */
    private static final long UNSENT = 0x5411;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final MemoryLayout ERRORS = Linker.Option.captureStateLayout();
    private static final VarHandle ERROR = ERRORS.varHandle(MemoryLayout.PathElement.groupElement("errno"));
    private static final Linker.Option CAPTURED = Linker.Option.captureCallState("errno");

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS;

    /** Without telling the JVM: fit for what returns at once, as a collection of garbage waits for it. */
    private static final Linker.Option AT_ONCE = Linker.Option.critical(false);

    private static final MethodHandle SPLICE = find("splice",
            FunctionDescriptor.of(LONG, INT, LONG, INT, LONG, LONG, INT), AT_ONCE);
    private static final MethodHandle RECV = find("recv", FunctionDescriptor.of(LONG, INT, LONG, LONG, INT), AT_ONCE);
    private static final MethodHandle SEND = find("send", FunctionDescriptor.of(LONG, INT, LONG, LONG, INT), AT_ONCE);
    private static final MethodHandle SET_OPTION = find("setsockopt",
            FunctionDescriptor.of(INT, INT, INT, INT, POINTER, INT), AT_ONCE);
    private static final MethodHandle SHUTDOWN = find("shutdown", FunctionDescriptor.of(INT, INT, INT));
    private static final MethodHandle CLOSE = find("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle PIPE = find("pipe2", FunctionDescriptor.of(INT, POINTER, INT));
    private static final MethodHandle FCNTL = find("fcntl", FunctionDescriptor.of(INT, INT, INT, INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle IO_CONTROL = find("ioctl", FunctionDescriptor.of(INT, INT, LONG, POINTER),
            Linker.Option.firstVariadicArg(2));

    private final MemorySegment errors;
    private final MemorySegment ends;
    private final MemorySegment off;

    /** Calls of one thread; what they need is freed some time after they are not reachable any more. */
    SystemCalls() {
        Arena arena = Arena.ofAuto();
        this.errors = arena.allocate(ERRORS);
        this.ends = arena.allocate(INT, 2);
        this.off = arena.allocate(INT);
    }

    private static MethodHandle find(String name, FunctionDescriptor descriptor, Linker.Option... more) {
        Linker.Option[] options = new Linker.Option[more.length + 1];
        options[0] = CAPTURED;
        System.arraycopy(more, 0, options, 1, more.length);
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), descriptor, options);
    }

    private long result(long returned) {
        return returned >= 0 ? returned : -(int) ERROR.get(errors, 0L);
    }

    /** Moves up to {@code most} bytes; one of the two is a pipe. 0 = the source has ended, or is at an urgent byte. */
    long splice(int from, int to, long most) {
        try {
            return result((long) SPLICE.invokeExact(errors, from, 0L, to, 0L, most, SPLICE_FLAGS));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Reads up to {@code most} bytes; 0 = the other side has ended its output. */
    long receive(int socket, long address, long most) {
        try {
            return result((long) RECV.invokeExact(errors, socket, address, most, MESSAGE_FLAGS));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Sends up to {@code most} bytes. */
    long send(int socket, long address, long most) {
        try {
            return result((long) SEND.invokeExact(errors, socket, address, most, MESSAGE_FLAGS));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /**
     * Has the kernel acknowledge every second message instead of each, until it finds that wrong (tcp(7)). An error
     * means that the connection has gone, which reading it will tell.
     */
    long acknowledgeLater(int socket) {
        try {
            return result((int) SET_OPTION.invokeExact(errors, socket, TCP, QUICK_ACK, off, (int) INT.byteSize()));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Ends the output. An error means that the connection has gone, which reading it will tell. */
    long shutdownOutput(int socket) {
        try {
            return result((int) SHUTDOWN.invokeExact(errors, socket, SHUT_WRITE));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** How much of what was written the other side has not acknowledged, in bytes (tcp(7)). */
    long unsent(int socket) {
        try {
            long done = result((int) IO_CONTROL.invokeExact(errors, socket, UNSENT, ends));
            return done < 0 ? done : ends.getAtIndex(INT, 0);
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Closes it; it is closed whatever the answer is. */
    long close(int descriptor) {
        try {
            return result((int) CLOSE.invokeExact(errors, descriptor));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    /** Makes a pipe; then {@link #readEnd} and {@link #writeEnd} tell its ends. */
    long pipe() {
        try {
            return result((int) PIPE.invokeExact(errors, ends, PIPE_FLAGS));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    int readEnd() {
        return ends.getAtIndex(INT, 0);
    }

    int writeEnd() {
        return ends.getAtIndex(INT, 1);
    }

    /** Asks for another size of a pipe, in bytes. */
    long resizePipe(int end, int bytes) {
        return control(end, SET_PIPE_SIZE, bytes);
    }

    /** The size of a pipe, in bytes. */
    long pipeSize(int end) {
        return control(end, GET_PIPE_SIZE, 0);
    }

    private long control(int descriptor, int command, int argument) {
        try {
            return result((int) FCNTL.invokeExact(errors, descriptor, command, argument));
        } catch (Throwable e) {
            throw impossible(e);
        }
    }

    private static IllegalStateException impossible(Throwable failure) {
        return new IllegalStateException("a system call could not be made", failure);
    }
}
