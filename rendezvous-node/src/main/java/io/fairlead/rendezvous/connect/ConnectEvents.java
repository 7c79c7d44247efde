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
     * @param delivery what became of it
     */
    void push(Delivery delivery);

    /**
     * A device's answer was dropped: nobody waits for it, or it is not from the device that was asked.
     *
     * @param from where it came from
     */
    void answerDropped(InetSocketAddress from);

    /**
     * Something failed that is not foreseen.
     *
     * @param failure what
     */
    void failed(Throwable failure);
}
