package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.run.TestServer;
import io.fairlead.load.client.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that speak to their user and end. */
class CommandsIT {
    @TempDir
    private Path directory;

    private Ran run(String... arguments) {
        return Ran.in(directory, arguments);
    }

    @Test
    void theDoctorFindsNothingWrongWithAServerThatWorks() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of())) {
            Target target = server.target();
            Ran ran = run("doctor", "127.0.0.1:" + target.port(), "--key", target.key());
            assertThat(ran.exitCode()).as(ran.said()).isZero();
            assertThat(ran.said().lines().filter(line -> line.startsWith("ok "))).hasSize(6);
            assertThat(ran.said()).contains("both ports see the same source port", "All is well.");
        }
    }

    @Test
    void theDoctorSaysWhatIsWrongAndWhatToDo() throws Exception {
        try (TestServer server = TestServer.start(directory, Map.of())) {
            Ran keyless = run("doctor", "127.0.0.1:" + server.target().port());
            assertThat(keyless.exitCode()).isEqualTo(1);
            assertThat(keyless.said()).contains("give --key", "2 of the checks failed.");
        }
        int port = TestServer.freePorts();
        Ran absent = run("doctor", "127.0.0.1:" + port);
        assertThat(absent.exitCode()).isEqualTo(1);
        assertThat(absent.said())
                .contains("Open UDP " + port, "Open TCP " + port + " and " + (port - 1), "open TCP " + (port + 3))
                .contains("6 of the checks failed.")
                .doesNotContain("null");
        assertThat(run("doctor", "host.invalid").said()).contains("host.invalid is not known");
        assertThat(run("doctor", "127.0.0.1:x").exitCode()).isEqualTo(2);
    }

    @Test
    void keysAreMadeOnceShownAndChecked() throws Exception {
        assertThat(run("keys", "show").exitCode()).isEqualTo(1);
        Ran made = run("keys", "generate");
        assertThat(made.exitCode()).isZero();
        assertThat(run("keys", "show").said()).isEqualTo(made.said());
        assertThat(run("keys", "validate").said()).contains("belong together").contains(made.said().strip());

        String secret = Files.readString(directory.resolve("id_ed25519"));
        Ran again = run("keys", "generate");
        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.complained()).contains("never overwritten");
        assertThat(directory.resolve("id_ed25519")).hasContent(secret);

        Files.writeString(directory.resolve("id_ed25519"), "broken");
        Ran broken = run("keys", "validate", "--data-dir", ".");
        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.complained()).contains("id_ed25519");
    }

    @Test
    void configurationStringsAreMadeAndRead() {
        Ran made = run("config-string", "--host", "rd.example.com", "--key", "abc=", "--relay", "r.example.com:1");
        assertThat(made.exitCode()).isZero();
        String[] forms = made.said().split("\\R");
        assertThat(forms[1]).startsWith("host=rd.example.com,key=abc=");
        for (String form : forms) {
            assertThat(run("config-string", form).said().lines())
                    .containsExactly("host=rd.example.com", "key=abc=", "api=", "relay=r.example.com:1");
        }
        assertThat(run("config-string").exitCode()).isEqualTo(2);
        assertThat(run("config-string", "neither").exitCode()).isEqualTo(1);
    }

    @Test
    void theDemoShowsTwoProcessesConnectInEveryWay() {
        Ran ran = run("demo", "--bytes", "100000");
        assertThat(ran.exitCode()).as(ran.said() + ran.complained()).isZero();
        assertThat(ran.said()).contains("NAT test    ASYMMETRIC", "online      [true, true, false]");
        assertThat(ran.said().lines().filter(line -> line.startsWith("ok ")))
                .hasSize(7)
                .allSatisfy(line -> assertThat(line).contains("identity verified"))
                .anyMatch(line -> line.contains("DIRECT"))
                .anyMatch(line -> line.contains("SAME_INTRANET"))
                .anyMatch(line -> line.contains("WebSocket and TCP") && line.contains(" RELAY"));
    }

    @Test
    void anIntroductionIsExplainedByOptionsAlone() {
        Ran ran = run("explain", "203.0.113.7", "192.168.0.8", "--lan", "192.168.0.0/24", "--lan-relay",
                "192.168.0.110",
                "--public-host", "rd.example.com");
        assertThat(ran.exitCode()).as(ran.complained()).isZero();
        assertThat(ran.said().lines()).containsExactly(
                "requester: 203.0.113.7 in network public (default)",
                "device: 192.168.0.8 in network lan (option lan)",
                "same site: no, inside_and_outside",
                "plan: relay, inside_and_outside",
                "relay: beside",
                "device is told: 192.168.0.110",
                "requester is told: rd.example.com:21117");
        assertThat(run("explain", "192.168.0.7", "192.168.0.8", "--lan", "192.168.0.0/24", "--lan-relay", "r").said())
                .contains("same site: yes, same_network", "plan: same_intranet", "requester is told: r\n");
        assertThat(run("explain", "203.0.113.7", "203.0.113.7", "--force-relay").said())
                .contains("plan: relay, forced", "device is told: nothing");
        for (String host : List.of("rd.example.com:65535", "a,b", "host:x")) {
            Ran wrong = run("explain", "203.0.113.7", "203.0.113.8", "--public-host", host);
            assertThat(wrong.exitCode()).isEqualTo(2);
            assertThat(wrong.complained()).contains("public-host", host.substring(host.indexOf(':') + 1), "expected");
        }
        assertThat(run("explain", "203.0.113.7", "203.0.113.8", "--lan", "everything").complained())
                .contains("lan", "everything", "auto or none");
        assertThat(run("explain", "203.0.113.7", "203.0.113.8", "--lan", "203.0.113.0/29").complained())
                .contains("lan-relay", "not set");
        assertThat(run("explain", "203.0.113.7", "nonsense"))
                .satisfies(wrong -> assertThat(wrong.exitCode()).isEqualTo(2))
                .satisfies(wrong -> assertThat(wrong.complained()).contains("'nonsense'", "IP address"));
    }
}
