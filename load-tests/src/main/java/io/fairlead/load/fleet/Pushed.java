package io.fairlead.load.fleet;

import io.fairlead.protocol.message.RendezvousMessage;

/** Takes what a server says to a device beside the answers about its registration. */
@FunctionalInterface
interface Pushed {
    /**
     * A server pushed a message. Called on the thread of the device's connection or socket, which it must not block.
     *
     * @param device  its number in this process
     * @param message not about its registration
     */
    void pushed(int device, RendezvousMessage message);
}
