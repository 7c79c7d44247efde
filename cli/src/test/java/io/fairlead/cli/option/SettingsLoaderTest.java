package io.fairlead.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsLoaderTest {
    @TempDir
    private Path directory;

    private Settings load(Role role, Map<Setting, String> flags, Map<String, String> environment) throws Exception {
        return new SettingsLoader(directory, environment).load(role, flags);
    }

    @Test
    void aFlagWinsOverTheFileThatOverDotEnvAndThatOverTheEnvironment() throws Exception {
        Map<String, String> environment = Map.of("KEY", "environment");
        assertThat(load(Role.STANDALONE, Map.of(), environment).text(Setting.KEY)).isEqualTo("environment");
        Files.writeString(directory.resolve(".env"), "key='dot env'\n");
        assertThat(load(Role.STANDALONE, Map.of(), environment).text(Setting.KEY)).isEqualTo("dot env");
        Files.writeString(directory.resolve("my.conf"), "# comment\n[section]\nKEY = \"file\"\n");
        assertThat(load(Role.STANDALONE, Map.of(Setting.CONFIG, "my.conf"), environment).text(Setting.KEY))
                .isEqualTo("file");
        assertThat(load(Role.STANDALONE, Map.of(Setting.CONFIG, "my.conf", Setting.KEY, "flag"), environment)
                .text(Setting.KEY))
                .isEqualTo("flag");
    }

    @Test
    void namesMatchWithoutRegardToCaseAndDashes() throws Exception {
        Files.writeString(directory.resolve(".env"), "Relay_Servers=a,b:1\nALWAYS-USE-RELAY=y\nidle_timeout=7\n");
        Settings settings = load(Role.STANDALONE, Map.of(), Map.of("LOCAL_IP", "10.0.0.1"));
        assertThat(settings.list(Setting.RELAY_SERVERS)).containsExactly("a", "b:1");
        assertThat(settings.is(Setting.ALWAYS_USE_RELAY, "y")).isTrue();
        assertThat(settings.whole(Setting.IDLE_TIMEOUT)).isEqualTo(7);
        assertThat(settings.text(Setting.LOCAL_IP)).isEqualTo("10.0.0.1");
    }

    @Test
    void strayVariablesSetOnlyWhatTheOpenServerHas() throws Exception {
        Settings settings = load(
                Role.STANDALONE, Map.of(), Map.of("CONSOLE", "nonsense", "FAIRLEAD_IO_THREADS", "3", "SERIAL", "5"));
        assertThat(settings.is(Setting.CONSOLE, "on")).isTrue();
        assertThat(settings.whole(Setting.IO_THREADS)).isEqualTo(3);
        assertThat(settings.whole(Setting.SERIAL)).isEqualTo(5);
    }

    @Test
    void tellsAllMistakesOfAllPlacesAtOnce() throws Exception {
        Files.writeString(directory.resolve(".env"), "serial=x\nno equals sign\n");
        assertThatThrownBy(() -> load(
                Role.STANDALONE,
                Map.of(Setting.BIND, "host", Setting.CONFIG, "missing.conf"),
                Map.of("MASK", "10.0.0.0/40", "TOTAL_BANDWIDTH", "-3")))
                .isInstanceOfSatisfying(SettingsException.class, e -> assertThat(e.mistakes())
                        .hasSize(6)
                        .anyMatch(m -> m.contains("serial: 'x'") && m.contains("expected: a whole number"))
                        .anyMatch(m -> m.contains(".env:2") && m.contains("no equals sign"))
                        .anyMatch(m -> m.contains("--bind: 'host'"))
                        .anyMatch(m -> m.contains("missing.conf: no such file"))
                        .anyMatch(m -> m.contains("mask: '10.0.0.0/40'"))
                        .anyMatch(m -> m.contains("total-bandwidth: '-3'")));
    }

    @Test
    void aRelayTakesPortFromTheEnvironmentForTheRendezvousPort() throws Exception {
        assertThat(load(Role.RELAY, Map.of(), Map.of("PORT", "21116")).text(Setting.PORT)).isEqualTo("21117");
        assertThat(load(Role.RELAY, Map.of(Setting.PORT, "5000"), Map.of("PORT", "21116")).text(Setting.PORT))
                .isEqualTo("5000");
        assertThat(load(Role.RENDEZVOUS, Map.of(), Map.of("PORT", "21116")).text(Setting.PORT)).isEqualTo("21116");
    }

    @Test
    void theLevelIsOursElseThatOfRustLog() throws Exception {
        assertThat(load(Role.RELAY, Map.of(), Map.of("RUST_LOG", "debug")).logLevel()).isEqualTo("debug");
        assertThat(load(Role.RELAY, Map.of(), Map.of("RUST_LOG", "hbbr=trace,warn")).logLevel()).isEqualTo("trace");
        assertThat(load(Role.RELAY, Map.of(Setting.LOG_LEVEL, "error"), Map.of("RUST_LOG", "debug")).logLevel())
                .isEqualTo("error");
        assertThat(load(Role.RELAY, Map.of(), Map.of("RUST_LOG", "nonsense")).logLevel()).isEqualTo("info");
    }

    @Test
    void anEmptyKeyIsOneThatIsGiven() throws Exception {
        assertThat(load(Role.STANDALONE, Map.of(), Map.of()).given(Setting.KEY)).isEmpty();
        assertThat(load(Role.STANDALONE, Map.of(Setting.KEY, ""), Map.of()).given(Setting.KEY)).contains("");
        Files.writeString(directory.resolve("my.conf"), "KEY=\n");
        Settings settings = load(Role.STANDALONE, Map.of(Setting.CONFIG, "my.conf"), Map.of("KEY", "another"));
        assertThat(settings.given(Setting.KEY)).contains("");
        assertThat(new NodeConfigs(settings, "1.2.3").key().demanded()).isEmpty();
    }

    @Test
    void warnsOfNamesInTheFileThatMeanNothing() throws Exception {
        Files.writeString(directory.resolve("my.conf"), "relay-server=a\nzzz=1\nTEST_HBBS=no\nmask=10.0.0.0/8\n");
        Settings settings = load(Role.STANDALONE, Map.of(Setting.CONFIG, "my.conf"), Map.of());
        assertThat(settings.warnings())
                .containsExactlyInAnyOrder(
                        "my.conf: no option is called 'relay-server'; is relay-servers meant?",
                        "my.conf: no option is called 'zzz'");
    }
}
