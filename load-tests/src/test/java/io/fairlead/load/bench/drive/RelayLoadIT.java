package io.fairlead.load.bench.drive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.bench.Pace;
import io.fairlead.load.bench.Scenario;
import io.fairlead.load.bench.Sources;
import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.result.Sample;
import io.fairlead.load.bench.server.Launcher;
import io.fairlead.load.bench.server.Server;
import io.fairlead.load.bench.server.ServerRole;
import io.fairlead.load.bench.server.TargetSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The generators, through a proxy that runs already: this process is the server too. */
@EnabledOnOs(OS.LINUX)
class RelayLoadIT {
    private static final Pace SHORT = new Pace(Duration.ofMillis(50), Duration.ofMillis(400), Sources.LOOPBACK);

    @TempDir
    private Path directory;

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        }
    }

    private Sample run(Scenario scenario, long changed) throws IOException {
        InetSocketAddress sink = freeAddress();
        try (CrookedRelay relay = new CrookedRelay(sink, changed)) {
            Launcher launcher = new Launcher(sink.getAddress(), Optional.empty(), directory);
            Server server = launcher.start(
                    new TargetSpec.Running("proxy", Address.of(relay.address()), Optional.of(Address.of(sink)),
                            ProcessHandle.current().pid(), ""),
                    ServerRole.RELAY).orElseThrow();
            return scenario.run(server, SHORT);
        }
    }

    @Test
    void greedyStreamsAreCountedAndCompared() throws Exception {
        Sample sample = run(new RelayBulk(3, 131_072), -1);
        assertThat(sample.values().get("gb_per_s")).isPositive();
        assertThat(sample.values().get("cpu_s_per_gb")).isPositive();
        assertThat(sample.values().get("checked_mb")).isPositive();
    }

    @Test
    void aByteThatIsChangedInAStreamFailsTheRun() {
        // What the first reads bring is always compared.
        assertThatThrownBy(() -> run(new RelayBulk(1, 131_072), RelayPairs.HELLO + 10))
                .hasMessageContaining("other bytes than were sent");
        assertThatThrownBy(() -> run(new RelayPaced("relay-messages", 1, 1000, 100), RelayPairs.HELLO + 10))
                .hasMessageContaining("other bytes than were sent");
    }

    @Test
    void aByteThatIsChangedWhileASessionIsOpenedFailsTheRun() {
        assertThatThrownBy(() -> run(new RelayIdle(2), 3)).hasMessageContaining("as they were sent");
    }

    @Test
    void messagesAreTimedFromWhenTheyWereDue() throws Exception {
        Sample sample = run(new RelayPaced("relay-messages", 5, 3300, 20), -1);
        // 100 a second for 0.4 s, of which one either side of the ends may not count.
        assertThat(sample.values().get("messages_per_s")).isBetween(50.0, 200.0);
        assertThat(sample.values().get("delay_p50_us")).isPositive();
        assertThat(sample.values().get("delay_p99_us"))
                .isGreaterThanOrEqualTo(sample.values().get("delay_p50_us"));
        assertThat(sample.delays()).hasSize(13).isSortedAccordingTo((one, other) -> Double.compare(
                one.micros(), other.micros()));
    }

    @Test
    void nobodyAtTheOtherEndFailsTheRun() throws Exception {
        Server server = new Launcher(InetAddress.ofLiteral("127.0.0.1"), Optional.empty(), directory).start(
                new TargetSpec.Running("none", Address.of(freeAddress()), Optional.empty(),
                        ProcessHandle.current().pid(), ""),
                ServerRole.RELAY).orElseThrow();
        assertThat(server.isOwn()).isFalse();
        assertThatThrownBy(() -> new RelayBulk(1, 1000).run(server, SHORT))
                .hasMessageContaining("connect to 127.0.0.1");
    }
}
