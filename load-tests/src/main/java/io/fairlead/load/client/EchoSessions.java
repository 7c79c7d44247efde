package io.fairlead.load.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** What a simulated device does in a session: it sends back what it gets. */
final class EchoSessions {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private EchoSessions() {}

    static void serve(Wire wire) throws IOException {
        while (true) {
            Optional<byte[]> payload = wire.receivePayload(LONGEST_PAUSE);
            if (payload.isEmpty()) {
                return;
            }
            wire.sendPayload(payload.get());
        }
    }
}
