package io.fairlead.load.bench.os;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The system calls. Each answers as C does, or the negated error number. The handles are constants, as the compiler
 * makes a plain call of nothing else.
 */
final class LinuxCalls {
    static final int EAGAIN = 11;
    static final int EINTR = 4;
    static final int EINPROGRESS = 115;

    private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle SOCKET = handle("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle BIND = handle("bind", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CONNECT = handle("connect", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT);
    private static final MethodHandle LISTEN = handle("listen", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle ACCEPT = handle("accept", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle NAME = handle("getsockname", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG);
    private static final MethodHandle OPTION = handle("setsockopt", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_LONG,
            JAVA_INT);
    private static final MethodHandle SHUTDOWN = handle("shutdown", JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CLOSE = handle("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle SEND = handle("send", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV = handle("recv", JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_INT);
    private static final MethodHandle SENDMMSG = handle("sendmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT);
    private static final MethodHandle RECVMMSG = handle("recvmmsg", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT,
            JAVA_LONG);
    private static final MethodHandle EPOLL_CREATE = handle("epoll_create1", JAVA_INT, JAVA_INT);
    private static final MethodHandle EPOLL_CTL = handle("epoll_ctl", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
            JAVA_LONG);
    private static final MethodHandle EPOLL_WAIT = handle("epoll_wait", JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_INT,
            JAVA_INT);

    private final MemorySegment state;

    /** Keeps the error number in memory of {@code arena}. */
    LinuxCalls(Arena arena) {
        this.state = arena.allocate(CAPTURED);
    }

    private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().find(name).orElseThrow(),
                FunctionDescriptor.of(result, arguments),
                Linker.Option.captureCallState("errno"));
    }

    private long answer(long result) {
        return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    }

    private int answer(int result) {
        return result >= 0 ? result : -(int) ERRNO.get(state, 0L);
    }

    private static RuntimeException unexpected(Throwable failure) {
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    int socket(int family, int type) {
        try {
            return answer((int) SOCKET.invokeExact(state, family, type, 0));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int bind(int socket, long address, int length) {
        try {
            return answer((int) BIND.invokeExact(state, socket, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int connect(int socket, long address, int length) {
        try {
            return answer((int) CONNECT.invokeExact(state, socket, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int listen(int socket, int backlog) {
        try {
            return answer((int) LISTEN.invokeExact(state, socket, backlog));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int accept(int socket) {
        try {
            return answer((int) ACCEPT.invokeExact(state, socket, 0L, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int name(int socket, long address, long length) {
        try {
            return answer((int) NAME.invokeExact(state, socket, address, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int option(int socket, int level, int name, long value, int length) {
        try {
            return answer((int) OPTION.invokeExact(state, socket, level, name, value, length));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int shutdown(int socket, int how) {
        try {
            return answer((int) SHUTDOWN.invokeExact(state, socket, how));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int close(int descriptor) {
        try {
            return answer((int) CLOSE.invokeExact(state, descriptor));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long send(int socket, long address, long length, int flags) {
        try {
            return answer((long) SEND.invokeExact(state, socket, address, length, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long recv(int socket, long address, long length, int flags) {
        try {
            return answer((long) RECV.invokeExact(state, socket, address, length, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int sendmmsg(int socket, long messages, int count, int flags) {
        try {
            return answer((int) SENDMMSG.invokeExact(state, socket, messages, count, flags));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int recvmmsg(int socket, long messages, int count, int flags) {
        try {
            return answer((int) RECVMMSG.invokeExact(state, socket, messages, count, flags, 0L));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int epollCreate() {
        try {
            return answer((int) EPOLL_CREATE.invokeExact(state, 0));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int epollControl(int epoll, int operation, int descriptor, long event) {
        try {
            return answer((int) EPOLL_CTL.invokeExact(state, epoll, operation, descriptor, event));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    int epollWait(int epoll, long events, int most, int millis) {
        try {
            return answer((int) EPOLL_WAIT.invokeExact(state, epoll, events, most, millis));
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }
}
