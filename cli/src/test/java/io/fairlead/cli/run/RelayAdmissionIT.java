package io.fairlead.cli.run;

import static io.fairlead.cli.run.TestServer.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Way;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.Wire;
import io.fairlead.protocol.message.NatType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a relay serves. */
class RelayAdmissionIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @TempDir
    private Path directory;

    @Test
    void onlyIntroducedSessionsAreRelayedIfTheOperatorWantsIt() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of(Setting.RELAY_ADMISSION, "known"))) {
            DeviceProfile profile = DeviceProfile.random(new Random(), at("127.0.0.3").getAddress());
            try (SimulatedDevice device = SimulatedDevice.start(server.target(), profile, false)) {
                device.registered().toCompletableFuture().get(10, TimeUnit.SECONDS);
                SimulatedController controller = new SimulatedController(
                        server.target(), at("127.0.0.2").getAddress());
                // The device chooses the session's uuid, then the controller does.
                assertThat(controller.connect(profile.id(), new Request(false, true, NatType.ASYMMETRIC, 1000)).way())
                        .isEqualTo(Way.RELAY);
                assertThat(controller.relay(profile.id(), "", Request.direct(1000)).way()).isEqualTo(Way.RELAY);
            }
            try (Wire stranger = Relays.open(
                    server.target(), "", "of their own", at("127.0.0.4").getAddress(), false)) {
                assertThat(stranger.receivePayload(PATIENCE)).isEmpty();
            }
            assertThat(server.metrics()).contains("fairlead_relay_legs_total{outcome=\"not_announced\"} 1");
        }
    }

    @Test
    void anybodyIsServedByAnOpenRelay() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of(Setting.RELAY_ADMISSION, "open"))) {
            Target keyless = new Target(server.target().host(), server.target().port(), "");
            try (Wire one = Relays.open(keyless, "", "u", at("127.0.0.2").getAddress(), false);
                    Wire other = Relays.open(keyless, "", "u", at("127.0.0.3").getAddress(), false)) {
                one.sendPayload(new byte[]{1});
                assertThat(other.receivePayload(PATIENCE)).isPresent();
            }
        }
    }

    @Test
    void aRelayAloneKnowsNoSessions() throws Exception {
        Map<Setting, String> flags = Map.of(Setting.RELAY_ADMISSION, "known", Setting.DATA_DIR, directory.toString());
        assertThatThrownBy(() -> RunningNodes.start(new SettingsLoader(directory, Map.of()).load(Role.RELAY, flags)))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("relay-admission");
    }
}
