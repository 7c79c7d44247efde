package io.fairlead.rendezvous.session;

import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetSocketAddress;

/** What others learn of connections and datagrams. Called on event loops; must return at once. */
public interface SessionEvents {
    /** Why network input was dropped. */
    enum Drop {
        /** Not a message. */
        MALFORMED,
        /** A longer frame than is accepted. */
        TOO_LONG,
        /** A message that has no meaning where it arrived. */
        UNEXPECTED,
        /** More connections than are accepted. */
        TOO_MANY_CONNECTIONS,
        /** A proxy's word from somebody who is not trusted with it, or no word where it is required. */
        UNTRUSTED_PROXY,
        /** A box of a secured connection that does not open. */
        BAD_BOX,
        /** Datagrams other than ordinary heartbeats, of which more came than could be read. */
        TOO_MANY_DATAGRAMS,
        /** Answers and pushes that pile up because the client reads nothing; the connection was ended. */
        NOT_READING
    }

    /** How the key exchange of a connection went on. */
    enum KeyExchangeStep {
        /** The client said nothing, so it was offered a key exchange. */
        OFFERED,
        /** The client took it; the connection is secured. */
        SECURED,
        /** The client spoke on without it. */
        DECLINED,
        /** The client's answer was none; the connection was ended. */
        FAILED
    }

    /**
     * A key exchange went on.
     *
     * @param from where the client is
     * @param step how
     */
    void keyExchange(InetSocketAddress from, KeyExchangeStep step);

    /**
     * Input was dropped.
     *
     * @param from   where it came from
     * @param reason why
     */
    void dropped(InetSocketAddress from, Drop reason);

    /**
     * A message came where it has no meaning.
     *
     * @param from where it came from
     * @param kind which message
     */
    default void unexpected(InetSocketAddress from, RendezvousMessage.UnionCase kind) {
        dropped(from, Drop.UNEXPECTED);
    }

    /**
     * The number of open connections changed.
     *
     * @param open how many there are now
     */
    void connections(int open);
}
