package io.fairlead.rendezvous.connect;

import io.fairlead.cluster.courier.Delivery;
import java.net.InetSocketAddress;

/** What others learn of introductions. Called on event loops and the store's threads; must return at once. */
public interface ConnectEvents {
    /**
     * An introduction ended.
     *
     * @param introduction all of it
     */
    void introduction(Introduction introduction);

    /**
     * A push was handed over to the node that holds its device.
     *
     * @param delivery  what became of it
     * @param forwarded whether that is another node
     */
    void push(Delivery delivery, boolean forwarded);

    /** Why a device's answer was dropped. */
    enum AnswerDrop {
        /** It names no requester, or is no message. */
        MALFORMED,
        /** Nobody waits for it: it came late, or twice, or names somebody who never asked. */
        NOBODY_WAITS,
        /** The requester waits for another device, or for this one but not from there. */
        FOREIGN
    }

    /**
     * A device's answer was dropped.
     *
     * @param from   where it came from
     * @param reason why
     */
    void answerDropped(InetSocketAddress from, AnswerDrop reason);

    /**
     * Something in front of this server seems to rewrite clients' source ports, or does not any more.
     *
     * @param suspected whether it seems so
     */
    void portsRewritten(boolean suspected);

    /**
     * Something failed that is not foreseen.
     *
     * @param failure what
     */
    void failed(Throwable failure);
}
