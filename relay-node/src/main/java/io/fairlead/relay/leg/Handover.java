package io.fairlead.relay.leg;

import io.fairlead.protocol.net.ConnectionGate;
import io.fairlead.relay.kernel.Detached;
import io.fairlead.relay.kernel.KernelLoop;
import io.fairlead.relay.kernel.KernelLoops;
import io.fairlead.relay.kernel.KernelSession;
import io.fairlead.relay.kernel.Unsent;
import io.netty.channel.Channel;
import io.netty.channel.unix.UnixChannel;
import java.util.Optional;

/**
 * The way of a session's two connections out of Netty, when both are plain TCP on epoll. Each leg brings its connection
 * here from its own event loop, or tells that it has closed; when both have, the session begins on one loop, or what
 * was brought is closed. From then on nothing refers to the legs and their channels any more.
 */
final class Handover {
    private final RelayNode node;
    private final KernelLoop loop;
    private final RelaySession session;

    // Of the loop.
    private Optional<Detached> first = Optional.empty();
    private Optional<Detached> second = Optional.empty();
    private int waitingFor = 2;

    private Handover(RelayNode node, KernelLoop loop, RelaySession session) {
        this.node = node;
        this.loop = loop;
        this.session = session;
    }

    /** A way for these two; empty when Netty is to carry their session. */
    static Optional<Handover> of(RelayNode node, RelaySession session, RelayLeg first, RelayLeg second) {
        boolean plain = first.isPlain() && second.isPlain();
        return plain
                ? node.kernel()
                        .forSession(first.channel(), second.channel())
                        .map(loop -> new Handover(node, loop, session))
                : Optional.empty();
    }

    /** The side of one leg, which tells once what has become of it. */
    Side side(boolean isFirst) {
        return new Side(isFirst);
    }

    /** For one leg's event loop. */
    final class Side {
        private final boolean isFirst;

        private Side(boolean isFirst) {
            this.isFirst = isFirst;
        }

        /** The leg has closed. */
        void closed() {
            if (!loop.run(() -> arrived(isFirst, Optional.empty()))) {
                session.legClosed(node);
            }
        }

        /** Something broke the connection, which will be closed. */
        void broke() {
            session.noteEnd(EndReason.RESET);
        }

        /** The channel belongs to no event loop any more, and nothing is waiting to be written to it. */
        void detached(Channel channel, EarlyBytes early) {
            ConnectionGate gate = channel.pipeline().get(ConnectionGate.class);
            Detached connection = new Detached(
                    ((UnixChannel) channel).fd().intValue(),
                    early.together(channel.alloc()),
                    gate == null ? () -> {} : gate::left);
            if (!loop.run(() -> arrived(isFirst, Optional.of(connection)))) {
                KernelLoop.close(connection);
                session.legClosed(node);
            }
        }
    }

    private void arrived(boolean isFirst, Optional<Detached> connection) {
        if (isFirst) {
            first = connection;
        } else {
            second = connection;
        }
        if (--waitingFor > 0) {
            return;
        }
        if (first.isPresent() && second.isPresent()) {
            KernelSession begun = loop.begin(
                    new CarriedSession(node, session, loop.share()), first.get(), second.get());
            session.carriedBy(new Carrier() {
                @Override
                public void look(KernelLoops loops, Unsent told) {
                    begun.look(told);
                }

                @Override
                public void abandon() {
                    begun.abandon();
                }
            });
        } else {
            close(first);
            close(second);
        }
    }

    private void close(Optional<Detached> connection) {
        connection.ifPresent(KernelLoop::close);
        session.legClosed(node);
    }
}
