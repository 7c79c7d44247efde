package io.fairlead.relay.kernel;

import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoOps;

/**
 * Netty (4.2.18) takes a descriptor about which nothing is asked out of epoll, and then fails to put it back: a
 * half-closed connection that is not to be read would lose what is still to be written to it. So it is asked about
 * errors instead, by edge: what cannot be handled yet would come back all the time otherwise.
 */
final class KeptRegistration implements IoRegistration {
    private static final EpollIoOps ERRORS = EpollIoOps.EPOLLERR.with(EpollIoOps.EPOLLET);

    private final IoRegistration registration;
    private boolean added;

    KeptRegistration(IoRegistration registration) {
        this.registration = registration;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T> T attachment() {
        return registration.attachment();
    }

    @Override
    public long submit(IoOps ops) {
        boolean nothing = ((EpollIoOps) ops).value() == 0;
        if (nothing && added) {
            return registration.submit(ERRORS);
        }
        added |= !nothing;
        return registration.submit(ops);
    }

    @Override
    public boolean isValid() {
        return registration.isValid();
    }

    @Override
    public boolean cancel() {
        return registration.cancel();
    }
}
