package io.fairlead.rendezvous.registration;

import io.fairlead.cluster.Transport;
import io.fairlead.protocol.message.RegisterPkResponse.Result;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** For those to whom nothing else is to happen than registrations. */
class SilentEvents implements RegistrationEvents {
    @Override
    public void registration(
            String id, InetSocketAddress from, Transport transport, RegistrationOutcome outcome) {
        // Nobody listens.
    }

    @Override
    public void idChange(String oldId, String newId, InetSocketAddress from, Result result) {
        throw new AssertionError("nobody changes an id here");
    }

    @Override
    public void heartbeat(boolean accepted) {
        throw new AssertionError("nobody counts heartbeats here");
    }

    @Override
    public void heartbeats(int accepted) {
        throw new AssertionError("nobody counts heartbeats here");
    }

    @Override
    public void incomplete() {
        throw new AssertionError("nothing is incomplete here");
    }

    @Override
    public void overloaded() {
        throw new AssertionError("nothing is overloaded here");
    }

    @Override
    public void masquerade(InetAddress address, int found) {
        throw new AssertionError("nobody looks for crowds here");
    }

    @Override
    public void failed(Throwable failure) {
        throw new AssertionError(failure);
    }
}
