package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.protocol.message.RegisterPkResponse;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** What others learn of registrations. Called on event loops and the store's threads; must return at once. */
public interface RegistrationEvents {
    /**
     * A registration was made, changed, refused or ended.
     *
     * @param id        the device
     * @param from      where it came from
     * @param transport how
     * @param outcome   what became of it
     */
    void registration(String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome);

    /**
     * A device asked for another id.
     *
     * @param oldId  the id it has
     * @param newId  the id it wants
     * @param from   where it came from
     * @param result what it was told
     */
    void idChange(String oldId, String newId, InetSocketAddress from, RegisterPkResponse.Result result);

    /**
     * A heartbeat was answered.
     *
     * @param accepted false when the device was asked for its key
     */
    void heartbeat(boolean accepted);

    /**
     * Many devices are seen at one private address, which therefore is a masquerading gateway. Told once of each.
     *
     * @param address which
     * @param devices how many, so far
     */
    void masquerade(InetAddress address, int devices);

    /** A RegisterPk without uuid or key, or with impossible ones, was dropped. */
    void incomplete();

    /** A registration was dropped because too many wait for the store. */
    void overloaded();

    /**
     * Something failed that is not foreseen.
     *
     * @param failure what
     */
    void failed(Throwable failure);
}
