package io.fairlead.load.swarm;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SecuredWire;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.TcpWire;
import io.fairlead.protocol.message.RendezvousMessage;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A device that holds one secured connection, and connects again when it has ended. */
final class TcpDevice extends Device {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);

    TcpDevice(Target target, DeviceProfile profile, Tally tally) {
        super(target, profile, tally);
    }

    @Override
    long longestSilence() {
        return SwarmPlan.TCP_PATIENCE.toMillis();
    }

    @Override
    void run() {
        while (true) {
            try (SecuredWire wire = SecuredWire.secure(
                    TcpWire.connect(target.rendezvous(), new InetSocketAddress(profile.source(), 0), CONNECT_TIMEOUT),
                    target.key(), CONNECT_TIMEOUT)) {
                hold(wire);
            } catch (IOException e) {
                tally.count("device.connection_failed", 1);
            }
            tally.count("device.reconnects", 1);
            try {
                TimeUnit.NANOSECONDS.sleep(SwarmPlan.RETRY.toNanos());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void hold(SecuredWire wire) throws IOException {
        wire.send(registerPk());
        while (true) {
            Optional<byte[]> payload = wire.receivePayload(SwarmPlan.TCP_PATIENCE);
            if (payload.isEmpty()) {
                return;
            }
            heard();
            if (payload.get().length == 0) {
                wire.sendPayload(payload.get());
            } else {
                on(RendezvousMessage.parseFrom(payload.get()));
            }
        }
    }

    private void on(RendezvousMessage message) throws IOException {
        if (!message.hasRegisterPkResponse()) {
            answers.on(message);
        } else if (!confirmed(message.getRegisterPkResponse())) {
            throw new IOException("not registered, tried again on another connection");
        }
    }
}
