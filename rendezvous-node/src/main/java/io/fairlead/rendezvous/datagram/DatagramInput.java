package io.fairlead.rendezvous.datagram;

import io.fairlead.rendezvous.registration.Heartbeats;
import io.fairlead.rendezvous.session.SessionEvents;
import java.util.function.Consumer;

/**
 * What datagrams are given to.
 *
 * @param heartbeats answers ordinary heartbeats
 * @param messages   takes all others
 * @param events     hears of what is dropped
 * @param failed     hears of what is not foreseen
 */
public record DatagramInput(
        Heartbeats heartbeats,
        DatagramMessages messages,
        SessionEvents events,
        Consumer<Throwable> failed) {}
