package io.fairlead.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.LaboratoryAssumption;
import io.fairlead.load.place.Outcome;
import io.fairlead.load.place.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the placement matrix, with real servers, routers and bytes: issue 6. Writes the table of
 * {@code docs/hairpin.md} to {@code target/placement.md}. With {@code -Dplacement.hbbs=FILE -Dplacement.hbbr=FILE} the
 * columns without Fairlead are of the open server itself.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlacementMatrixIT {
    private static final int CROWD = 8;

    private final List<Row> rows = Matrix.rows();
    private World world;
    private Servers servers;
    private Runs runs;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        LaboratoryAssumption.check();
        world = World.build();
        servers = Servers.start(world, directory);
        runs = new Runs(world, servers);
        for (Setup setup : List.of(Setup.CONTAINER, Setup.CONTAINER_PLAIN)) {
            runs.crowd(setup, Client.at("home1", Via.NAME), CROWD);
        }
        // Those that fail wait for long, so that they begin first.
        runs.start(all().sorted((one, other) -> Boolean.compare(
                other.expected().route() == Route.FAILED, one.expected().route() == Route.FAILED)).toList());
    }

    @AfterAll
    void end() throws IOException {
        try {
            if (runs != null) {
                Files.writeString(Path.of("target", "placement.md"), Table.of(rows, this::shown));
            }
        } finally {
            for (AutoCloseable each : new AutoCloseable[]{runs, servers, world}) {
                close(each);
            }
        }
    }

    private Optional<Outcome> shown(Run run) {
        return needsIngress(run) ? Optional.empty() : Optional.of(runs.of(run));
    }

    private static void close(AutoCloseable each) {
        try {
            if (each != null) {
                each.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<Run> all() {
        return rows.stream().flatMap(row -> row.runs().stream());
    }

    Stream<Run> withFairlead() {
        return all().filter(run -> !run.setup().isOpen());
    }

    Stream<Run> asTheOpenServer() {
        return all().filter(run -> run.setup().isOpen());
    }

    @ParameterizedTest
    @MethodSource
    void withFairlead(Run run) {
        Outcome outcome = runs.of(run);
        assertOutcome(run, outcome);
        assertThat(run.expected().introduction()).as("%s: %s", run, outcome).contains(outcome.introduction());
    }

    /** What the open server's documentation and users tell: which rows fail, and which take a worse way. */
    @ParameterizedTest
    @MethodSource
    void asTheOpenServer(Run run) {
        Assumptions.assumeFalse(needsIngress(run), "the open server has no WebSocket by name without an ingress");
        assertOutcome(run, runs.of(run));
    }

    private static boolean needsIngress(Run run) {
        return Servers.openIsReal() && run.setup().isOpen() && run.requester().webSocket()
                && run.requester().via() != Via.ADDRESS;
    }

    private static void assertOutcome(Run run, Outcome outcome) {
        assertThat(outcome.route()).as("%s: %s", run, outcome).isEqualTo(run.expected().route());
        assertThat(outcome.bytes()).as("%s: %s", run, outcome)
                .isEqualTo(outcome.route() == Route.FAILED ? 0 : Runs.BYTES);
        assertThat(run.expected().fits(run.setup(), outcome.device().told(), outcome.controllerTold()))
                .as("%s: told %s, %s", run, run.expected().told(), outcome)
                .isTrue();
    }

    /** Told by different addresses, both come to the same relay, whichever of the two it is. */
    @Test
    void bothSidesAreSentToTheSameOfTwoRelays() {
        Run run = all().filter(each -> each.setup() == Setup.TABLE && each.row().equals("outside -> office"))
                .findFirst()
                .orElseThrow();
        Set<String> met = new HashSet<>();
        for (int i = 0; i < 20 && met.size() < 2; i++) {
            Outcome outcome = runs.once(run);
            assertOutcome(run, outcome);
            met.add(outcome.device().dialled() + " " + outcome.dialled());
        }
        assertThat(met).containsExactlyInAnyOrder("192.168.0.111:21117 203.0.113.11:21117",
                "192.168.0.112:21117 203.0.113.12:21117");
    }

    @Test
    void aBridgeThatHidesEverybodyIsWarnedOfOnceAndHasNoLimit() throws IOException {
        // The limit is nine keys a minute of one address.
        runs.crowd(Setup.CONTAINER, Client.at("cafe1", Via.NAME), 4);
        assertThat(servers.said(Setup.CONTAINER)).containsOnlyOnce("masquerade suspected");
    }

    @Test
    void whatAServerAssumesIsPrintedAtItsStart() throws IOException {
        assertThat(servers.said(Setup.ZERO)).containsPattern("network eth0 +relay 192.168.0.110 for .*"
                + "without the gateway 192.168.0.1").containsPattern("everybody else +relay rd.example.com:21117");
    }
}
