package io.fairlead.rendezvous.session;

import io.fairlead.rendezvous.connect.Requester;
import io.fairlead.rendezvous.registration.DevicePath;
import java.time.Duration;

/**
 * A TCP or WebSocket connection: a requester's, a device's, or one that only asks a question. Equal only to itself.
 * Safe for use by any thread.
 */
public interface ClientConnection extends Requester, DevicePath {
    /**
     * Says how often a connection that is held hears from this node.
     *
     * @return at least so often
     */
    Duration keepAlive();
}
