package io.fairlead.rendezvous;

import io.fairlead.rendezvous.connect.ConnectEvents;
import io.fairlead.rendezvous.registration.RegistrationEvents;
import io.fairlead.rendezvous.session.SessionEvents;

/** All that a node tells of what it does: to the log, to the meters. Called on event loops; must return at once. */
public interface RendezvousEvents extends RegistrationEvents, ConnectEvents, SessionEvents {
    /**
     * The devices held by the node were counted, about once a second.
     *
     * @param held how many there are
     */
    void devices(int held);

    /**
     * The kernel has dropped datagrams for want of room in a socket's buffer. Told about once a second, if it has.
     *
     * @param lost how many since the last time, more than 0
     */
    void datagramsLost(long lost);

    /**
     * An event loop has got to a task.
     *
     * @param nanos that the task had waited, in nanoseconds
     */
    void loopDelay(long nanos);
}
