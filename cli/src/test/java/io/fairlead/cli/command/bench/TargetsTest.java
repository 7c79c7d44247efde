package io.fairlead.cli.command.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.bench.os.Address;
import io.fairlead.load.bench.server.PeerProgram;
import io.fairlead.load.bench.server.TargetSpec;
import io.fairlead.load.bench.server.TargetSpec.Fairlead;
import io.fairlead.load.bench.server.TargetSpec.Peer;
import io.fairlead.load.bench.server.TargetSpec.Running;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Targets as users give them. */
@EnabledOnOs(OS.LINUX)
class TargetsTest {
    private static final long OWN = ProcessHandle.current().pid();

    @TempDir
    private Path directory;

    private static Targets targets(List<String> against, List<Long> pids, List<String> peers, List<String> variants) {
        return new Targets(against, pids, "key=", peers, variants, List.of(), false);
    }

    @Test
    void thisFairleadAloneIsComparedWithNobody() {
        Targets alone = targets(List.of(), List.of(), List.of(), List.of());
        assertThat(alone.all()).extracting(TargetSpec::name).containsExactly("fairlead");
        assertThat(alone.reference()).isEmpty();
    }

    @Test
    void theFirstThatRunsIsWhatTheOthersAreComparedWith() throws Exception {
        Path hbbr = Files.createFile(directory.resolve("hbbr"));
        Targets all = targets(
                List.of("mine=127.0.0.1:21117", "front=proxy:127.0.0.1:7000,127.0.0.1:7001"), List.of(OWN, OWN),
                List.of("hbbr=" + hbbr), List.of("zgc=-XX:-UseSerialGC -XX:+UseZGC --io-threads 1"));
        assertThat(all.reference()).isEqualTo("mine");
        assertThat(all.all().get(0)).isEqualTo(new Running("mine", new Address(0x7F000001, 21_117), Optional.empty(),
                OWN, "key="));
        assertThat(all.all().get(1)).isEqualTo(new Running("front", new Address(0x7F000001, 7000),
                Optional.of(new Address(0x7F000001, 7001)), OWN, ""));
        assertThat(all.all().get(2)).isEqualTo(new Peer(PeerProgram.HBBR, hbbr));
        assertThat(all.all().get(3).name()).isEqualTo("fairlead");
        assertThat(all.all().get(4)).isInstanceOfSatisfying(Fairlead.class, variant -> {
            assertThat(variant.options()).containsExactly("--io-threads", "1");
            assertThat(variant.command().line(List.of())).contains("-XX:-UseSerialGC", "-XX:+UseZGC");
        });
    }

    @Test
    void mistakesAreToldWithWhatIsExpected() {
        assertThatThrownBy(() -> targets(List.of("a=h:1"), List.of(), List.of(), List.of()).all())
                .hasMessageContaining("as many of either");
        assertThatThrownBy(() -> targets(List.of("127.0.0.1:1"), List.of(OWN), List.of(), List.of()).all())
                .hasMessageContaining("NAME=");
        assertThatThrownBy(() -> targets(List.of("a=127.0.0.1"), List.of(OWN), List.of(), List.of()).all())
                .hasMessageContaining("HOST:PORT");
        assertThatThrownBy(() -> targets(List.of("a=proxy:127.0.0.1:1"), List.of(OWN), List.of(), List.of()).all())
                .hasMessageContaining("proxy:HOST:PORT,HOST:PORT");
        assertThatThrownBy(() -> targets(List.of("a=127.0.0.1:1"), List.of(-7L), List.of(), List.of()).all())
                .hasMessageContaining("a process of this machine");
        assertThatThrownBy(() -> targets(List.of(), List.of(), List.of("nginx=/bin/sh"), List.of()).all())
                .hasMessageContaining("hbbs, hbbr or haproxy");
        assertThatThrownBy(() -> targets(List.of(), List.of(), List.of("hbbr=/nonexistent"), List.of()).all())
                .hasMessageContaining("cannot read");
        assertThatThrownBy(() -> targets(List.of(), List.of(), List.of(), List.of("fairlead=--io-threads 1")).all())
                .hasMessageContaining("two targets of the name 'fairlead'");
        assertThatThrownBy(
                () -> new Targets(List.of(), List.of(), "", List.of(), List.of(), List.of(), true).all())
                .hasMessageContaining("no target");
    }
}
