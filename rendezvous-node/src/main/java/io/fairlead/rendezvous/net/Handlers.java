package io.fairlead.rendezvous.net;

import io.fairlead.rendezvous.console.RendezvousConsole;
import io.fairlead.rendezvous.query.QueryService;
import io.fairlead.rendezvous.registration.RegistrationService;
import io.fairlead.rendezvous.session.Services;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What listeners give their input to.
 *
 * @param registrations datagrams' registrations
 * @param queries       questions by datagram
 * @param services      connections' messages
 * @param console       loopback connections' lines; empty = no console
 * @param failed        hears of what is not foreseen
 */
public record Handlers(
        RegistrationService registrations,
        QueryService queries,
        Services services,
        Optional<RendezvousConsole> console,
        Consumer<Throwable> failed) {}
