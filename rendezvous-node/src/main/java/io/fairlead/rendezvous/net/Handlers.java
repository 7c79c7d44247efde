package io.fairlead.rendezvous.net;

import io.fairlead.rendezvous.console.RendezvousConsole;
import io.fairlead.rendezvous.registration.Heartbeats;
import io.fairlead.rendezvous.session.Services;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What listeners give their input to.
 *
 * @param heartbeats answers devices' ordinary heartbeats
 * @param services what messages are handed to
 * @param console  loopback connections' lines; empty = no console
 * @param failed   hears of what is not foreseen
 */
public record Handlers(
        Heartbeats heartbeats,
        Services services,
        Optional<RendezvousConsole> console,
        Consumer<Throwable> failed) {}
