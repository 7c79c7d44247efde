package io.fairlead.relay.hop;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.client.Wire;
import io.fairlead.relay.config.PathOption;
import io.fairlead.relay.config.RelayPaths;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What tests of several relays have in common, by each path that bytes can take.
 * Afterwards nothing unforeseen has happened and no buffer is lost. */
@ParameterizedClass
@EnumSource(PathOption.class)
abstract class TwoRelays {
    static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How the relays of a test move bytes. */
    @Parameter
    PathOption path;

    final String uuid = UUID.randomUUID().toString();
    final SharedPairing pairing = new SharedPairing();
    private final List<TestRelay> started = new ArrayList<>();
    private LeakWatch leaks;

    @BeforeEach
    void watch() {
        leaks = new LeakWatch();
    }

    @AfterEach
    void stop() {
        started.forEach(TestRelay::close);
        pairing.close();
        started.forEach(relay -> assertThat(relay.events.failures).isEmpty());
        leaks.end();
    }

    final TestRelay start(String nodeId) {
        return start(nodeId, _ -> {});
    }

    final TestRelay start(String nodeId, Consumer<TestRelay.Options> change) {
        TestRelay.Options options = new TestRelay.Options();
        options.paths = new RelayPaths(path, Duration.ZERO);
        change.accept(options);
        TestRelay relay = options.start(nodeId, pairing);
        started.add(relay);
        return relay;
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(20, TimeUnit.SECONDS).until(condition);
    }

    /** A leg that is parked and whose claim is known. */
    final void awaitParked(TestRelay relay, String session) {
        await(() -> relay.events.parked == 1
                && pairing.claims().containsKey(session)
                && pairing.claims().get(session).nodeId().equals(relay.holder().nodeId()));
    }

    static void assertMeet(Wire first, Wire second) throws IOException {
        first.sendPayload(new byte[]{1, 2, 3});
        assertThat(second.receivePayload(PATIENCE)).hasValue(new byte[]{1, 2, 3});
        second.sendPayload(new byte[]{4, 5});
        assertThat(first.receivePayload(PATIENCE)).hasValue(new byte[]{4, 5});
    }

    static void assertEnded(Wire wire) {
        Awaitility.await().atMost(15, TimeUnit.SECONDS).until(() -> {
            try {
                return wire.receivePayload(Duration.ofMillis(200)).isEmpty();
            } catch (SocketTimeoutException e) {
                return false;
            } catch (IOException e) {
                return true;
            }
        });
    }
}
