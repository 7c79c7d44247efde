package io.fairlead.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.command.FairleadCommand;
import io.fairlead.load.client.UdpWire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code fairlead explain --running}. */
class ExplainIT {
    @TempDir
    private Path directory;

    private record Ran(int exitCode, String said, String complained) {}

    private Ran run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = FairleadCommand.commandLine(directory, Map.of());
        line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return new Ran(line.execute(arguments), out.toString(), err.toString());
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
