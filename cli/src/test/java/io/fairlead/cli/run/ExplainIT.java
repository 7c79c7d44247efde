package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.command.Ran;
import io.fairlead.load.client.UdpWire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fairlead explain --running}. */
class ExplainIT {
    @TempDir
    private Path directory;

    private Ran run(String... arguments) {
        return Ran.in(directory, arguments);
    }

    @Test
    void aRunningServerExplainsWhatItWouldDoWithItsDevices() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of());
                UdpWire device = new UdpWire(server.target().rendezvous(), TestServer.at("127.0.0.8"))) {
            device.send(Messages.registerPk("explained1"));
            assertThat(device.receive(Duration.ofSeconds(10)).hasRegisterPkResponse()).isTrue();
            String port = String.valueOf(server.target().port());
            Ran ran = run("explain", "127.0.0.8", "explained1", "--running", "--port", port);
            assertThat(ran.exitCode()).as(ran.complained()).isZero();
            assertThat(ran.said()).contains("device: 127.0.0.8 in network public", "same site: yes, same_address");
            assertThat(run("explain", "127.0.0.8", "nobody", "--running", "--port", port).said())
                    .contains("nobody (expected: an IP address, or the id of a device");
        }
        Ran absent = run("explain", "127.0.0.8", "explained1", "--running", "--port",
                String.valueOf(TestServer.freePorts()));
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.complained()).contains("no console at 127.0.0.1:");
    }
}
