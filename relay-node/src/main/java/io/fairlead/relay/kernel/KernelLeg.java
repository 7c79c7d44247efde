package io.fairlead.relay.kernel;

import io.netty.channel.IoEvent;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;

/**
 * One connection of a session, as epoll sees it.
 *
 * <p>It is asked about by level: an event comes back as long as there is something to read or room to write. While
 * neither is wanted it is asked about by edge, as a connection that has broken would come back all the time otherwise;
 * and never about nothing at all, as Netty (4.2.18) takes such a descriptor out of epoll and fails to put it back.
 */
final class KernelLeg implements EpollIoHandle {
    /** EPOLLIN and EPOLLOUT, EPOLLERR, EPOLLHUP. */
    private static final int IN = 0x1;

    private static final int OUT = 0x4;
    private static final int ERROR = 0x8;
    private static final int HANG_UP = 0x10;

    private static final EpollIoOps WANTS_INPUT = EpollIoOps.EPOLLERR.with(EpollIoOps.EPOLLIN);
    private static final EpollIoOps WANTS_OUTPUT = EpollIoOps.EPOLLERR.with(EpollIoOps.EPOLLOUT);
    private static final EpollIoOps WANTS_BOTH = WANTS_INPUT.with(EpollIoOps.EPOLLOUT);
    private static final EpollIoOps WANTS_NEITHER = EpollIoOps.EPOLLERR.with(EpollIoOps.EPOLLET);

    private final FileDescriptor fd;
    private final KernelSession session;
    private final Runnable onClose;
    private IoRegistration registration;
    private int wanted;
    private Flow outgoing;
    private Flow incoming;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean outputBroken;
    private boolean closed;

    KernelLeg(KernelSession session, Detached connection) {
        this.session = session;
        this.fd = new FileDescriptor(connection.socket());
        this.onClose = connection.onClose();
    }

    /** Tells what it sends by, and what it is sent by; before anything else. */
    void connect(Flow out, Flow in) {
        outgoing = out;
        incoming = in;
    }

    /** Is asked about from now on. */
    void begin(IoRegistration registered) {
        registration = registered;
        update();
    }

    @Override
    public FileDescriptor fd() {
        return fd;
    }

    int socket() {
        return fd.intValue();
    }

    @Override
    public void handle(IoRegistration registered, IoEvent event) {
        try {
            handle(((EpollIoEvent) event).ops().value());
        } catch (RuntimeException e) {
            // Netty's loop would stand still for a second.
            session.fail(e);
        }
    }

    private void handle(int ready) {
        boolean broken = (ready & (ERROR | HANG_UP)) != 0;
        if ((broken || (ready & OUT) != 0) && incoming.isHeldUp()) {
            incoming.drain();
        }
        if (closed) {
            return;
        }
        if (wantsInput()) {
            if (broken || (ready & IN) != 0) {
                outgoing.move();
            }
        } else if (broken && inputEnded) {
            // Nothing is left to read, so nothing else would tell.
            broke();
        }
    }

    private boolean wantsInput() {
        return !inputEnded && outgoing.takesMore();
    }

    /** Has epoll tell what is wanted now. */
    void update() {
        if (closed || registration == null) {
            return;
        }
        boolean output = incoming.isHeldUp();
        EpollIoOps wants;
        if (wantsInput()) {
            wants = output ? WANTS_BOTH : WANTS_INPUT;
        } else {
            wants = output ? WANTS_OUTPUT : WANTS_NEITHER;
        }
        if (wants.value() != wanted) {
            wanted = wants.value();
            registration.submit(wants);
        }
    }

    /** The client sends nothing more. */
    void inputEnded() {
        if (inputEnded || closed) {
            return;
        }
        inputEnded = true;
        outgoing.end();
        closeIfDone();
        update();
    }

    boolean hasInputEnded() {
        return inputEnded;
    }

    /** Tells the client that nothing more comes. */
    void endOutput(SystemCalls calls) {
        if (outputEnded || closed) {
            return;
        }
        outputEnded = true;
        if (!outputBroken) {
            calls.shutdownOutput(socket());
        }
        closeIfDone();
    }

    /** The client takes nothing more; what it has sent before is still read, to its end. */
    void outputBroke() {
        outputBroken = true;
        outputEnded = true;
        session.carried().broke();
        closeIfDone();
    }

    private void closeIfDone() {
        if (inputEnded && outputEnded) {
            close();
        }
    }

    /** The connection broke. */
    void broke() {
        session.carried().broke();
        close();
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether what is written to it could arrive. */
    boolean takesOutput() {
        return !closed && !outputEnded;
    }

    /** Closes the connection; what it has sent before still goes to the other one. Also called when its loop ends. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (registration != null) {
            // Before the number of the descriptor can be another connection's.
            registration.cancel();
        }
        session.calls().close(fd.intValue());
        onClose.run();
        session.closed(this);
    }
}
