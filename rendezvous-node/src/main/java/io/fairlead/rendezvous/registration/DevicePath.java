package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.courier.Delivery;
import io.fairlead.protocol.message.RendezvousMessage;
import java.net.InetSocketAddress;

/**
 * The way back to a device: the very socket and port that its registration arrived at, since its NAT admits nothing
 * else. Safe for use by any thread. Two paths are equal when they lead the same way.
 */
public interface DevicePath {
    /**
     * Says whether the path still leads anywhere.
     *
     * @return false once its connection has ended
     */
    boolean isOpen();

    /**
     * The device is registered along this path from now on. A connection is kept alive from here on and is not ended
     * for being silent; a UDP path has nothing to do.
     */
    void held();

    /** The device is registered along another path now. Ends a connection; a UDP path has nothing to do. */
    void close();

    /**
     * Says how the device is connected.
     *
     * @return the transport
     */
    Transport transport();

    /**
     * Says where the device is.
     *
     * @return its address as this node sees it
     */
    InetSocketAddress observed();

    /**
     * Sends a message to the device.
     *
     * @param message what to send
     * @return {@link Delivery#GONE} when the path has ended, else {@link Delivery#DELIVERED}, which promises no receipt
     */
    Delivery send(RendezvousMessage message);
}
