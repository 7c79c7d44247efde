package io.fairlead.load.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.fleet.AbuseKind;
import io.fairlead.load.scenario.Requirement.Measure;
import io.fairlead.load.scenario.Requirement.Which;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioReaderTest {
    private static final String LEAST = "name = x\nduration = 10 s\n";

    @Test
    void whatAFileDoesNotSayIsAsUsual() {
        Scenario scenario = ScenarioReader.text(LEAST);
        assertThat(scenario.title()).isEqualTo("x");
        assertThat(scenario.duration()).isEqualTo(Duration.ofSeconds(10));
        assertThat(scenario.servers().isCluster()).isFalse();
        assertThat(scenario.present().at(5)).isEqualTo(1);
        assertThat(scenario.devices().all()).isZero();
        assertThat(scenario.sessions().model()).isEqualTo("{}");
        assertThat(scenario.events()).isEmpty();
    }

    @Test
    void everythingIsRead() {
        Scenario scenario = ScenarioReader.text("""
                name = flap
                title = "A flap"
                seed = 9
                duration = 2 m
                servers { rendezvous = 2, relays = 3, options = ["--drain-deadline=9"] }
                devices { udp = 1000, tcp = 10, web-socket = 5, per-home = 2, older = 0.5 }
                present = [[0 s, 0], [10 s, 1]]
                introductions = 3.5
                controllers { relay = 1 }
                sessions { most = 7, model { office.weight = 2 } }
                events = [
                  { at = 1 m, kill = rendezvous2 }
                  { at = 30 s, move-homes = 3 }
                  { at = 30 s, slow-readers = 0.1, bytes-per-second = 10k }
                  { at = 40 s, abuse = guesses, per-second = 100 }
                ]
                require = [
                  { name = fast, time = introductions.answer, percentile = 99, at-most = 500 ms, from = 10 s, to = 1 m }
                  { name = there, last = devices.online, of = devices, at-least = 0.99 }
                  { name = kept, failures = session, of = sessions.started, at-most = 0.01 }
                  { name = some, amount = [introductions.direct, introductions.relay], at-least = 5 }
                ]
                """);
        assertThat(scenario.servers()).isEqualTo(new Scenario.Servers(2, 3, List.of("--drain-deadline=9")));
        assertThat(scenario.devices()).isEqualTo(new Scenario.Devices(1000, 10, 5, 2, 0.5));
        assertThat(scenario.present().at(5)).isEqualTo(0.5);
        assertThat(scenario.habits().relayShare()).isEqualTo(1);
        assertThat(scenario.habits().listLength()).isEqualTo(50);
        assertThat(scenario.sessions().model()).isEqualTo("{\"office\":{\"weight\":2}}");
        assertThat(scenario.events()).containsExactly(
                new Event(30, new Action.Move(3)),
                new Event(30, new Action.SlowReaders(0.1, 10_240)),
                new Event(40, new Action.Abuse(AbuseKind.GUESSES, 100)),
                new Event(60, new Action.Server(Action.Deed.KILL, "rendezvous2")));
        assertThat(scenario.requirements()).containsExactly(
                new Requirement("fast", new Measure.Time("introductions.answer", 99), 10, 60, Optional.empty(),
                        Optional.of(0.5)),
                new Requirement("there", new Measure.Level("devices.online", Which.LAST, true), 0,
                        Double.POSITIVE_INFINITY, Optional.of(0.99), Optional.empty()),
                new Requirement("kept", new Measure.Failures("session", Optional.of("sessions.started")), 0,
                        Double.POSITIVE_INFINITY, Optional.empty(), Optional.of(0.01)),
                new Requirement("some", new Measure.Amount(List.of("introductions.direct", "introductions.relay"),
                        Optional.empty()), 0, Double.POSITIVE_INFINITY, Optional.of(5.0), Optional.empty()));
    }

    @Test
    void mistakesAreNamedWithWhatIsExpected() {
        mistake("devices { upd = 5 }", "upd", "no such name (expected: older, per-home, tcp, udp, web-socket)");
        mistake("speed = 5", "speed", "no such name");
        mistake("present = [[10 s, 1], [5 s, 0]]", "5.0 s (expected: at least 10.0 s");
        mistake("present = [10 s, 1]", "expected a time and a value");
        mistake("present = many", "present", "rather than NUMBER");
        mistake("controllers { relay = 2 }", "relay share: 2.0 (expected: 0..1)");
        mistake("servers { relays = 1 }", "0 rendezvous nodes, 1 relays");
        mistake("sessions { model { office.wait = 1 } }", "office.wait");
        mistake("events = [{ at = 1 s }]", "0 things happen (expected: one of");
        mistake("events = [{ at = 1 s, abuse = begging, per-second = 1 }]", "'begging' (expected: registrations,");
        mistake("events = [{ at = 1 s, kill = a, colour = red }]", "colour");
        mistake("require = [{ name = a, last = b }]", "neither at-least nor at-most");
        mistake("duration = -1 s", "duration");
    }

    private static void mistake(String text, String... parts) {
        assertThatThrownBy(() -> ScenarioReader.text(LEAST + text)).as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(e -> assertThat(e.getMessage()).contains(parts));
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path directory) throws Exception {
        assertThatThrownBy(() -> ScenarioReader.file(directory.resolve("none.conf")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("none.conf");
        Path file = Files.writeString(directory.resolve("a.conf"), LEAST);
        assertThat(ScenarioReader.file(file).name()).isEqualTo("x");
    }

    @Test
    void aScaleChangesNumbersAndLeavesTimes() {
        Scenario scenario = ScenarioReader.text(LEAST + "devices { udp = 1000, tcp = 3 }\nintroductions = 10\n")
                .scaled(0.1);
        assertThat(scenario.devices().udp()).isEqualTo(100);
        assertThat(scenario.devices().tcp()).isEqualTo(1);
        assertThat(scenario.devices().webSocket()).isZero();
        assertThat(scenario.introductions().at(0)).isEqualTo(1);
        assertThat(scenario.duration()).isEqualTo(Duration.ofSeconds(10));
        assertThatThrownBy(() -> scenario.scaled(0)).hasMessage("scale: 0.0 (expected: more than 0)");
    }
}
