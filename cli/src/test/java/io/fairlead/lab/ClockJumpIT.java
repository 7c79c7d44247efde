package io.fairlead.lab;

import static io.fairlead.lab.FailureLab.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.lab.Layout;
import io.fairlead.load.lab.NodeCommand;
import io.fairlead.load.lab.NodeProcess;
import io.fairlead.load.lab.Service;
import io.fairlead.load.swarm.SwarmPlan;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Nodes whose wall clocks are set by an hour while they run, as by an administrator or after a machine's sleep. A small
 * library is loaded before the C library's functions ({@code clock.c}). libfaketime was tried: it takes 34 us for each
 * look at the clock when it reads its file each time, and nodes under load came to no end of their start.
 */
class ClockJumpIT {
    private static final Path DIRECTORY = Path.of("target", "laboratory", "clock").toAbsolutePath();
    private static final FailureLab.Numbers NUMBERS = new FailureLab.Numbers(120, 20, 50, 6, 8);
    private static final String CLOCK = "clock";
    private static FailureLab lab;

    @BeforeAll
    static void build() throws Exception {
        LaboratoryAssumption.check();
        Path library = Files.createDirectories(DIRECTORY).resolve("clock.so");
        compile(library);
        NodeCommand real = FailureLab.nodes();
        Layout.Cluster layout = new Layout.Cluster(
                2, 1, Layout.RelayNames.OWN, SwarmPlan.nodeOptions(), List.of());
        NodeCommand faked = new NodeCommand(wrapper(real.java(), library), real.options(), real.classPath());
        for (String node : List.of("rendezvous1", "rendezvous2", "relay1")) {
            set(Files.createDirectories(DIRECTORY.resolve(node)), 0);
        }
        lab = new FailureLab(layout, faked, DIRECTORY, NUMBERS);
    }

    /** With the system's C compiler; where there is none, this is not tested. */
    private static void compile(Path library) throws Exception {
        Path source = Path.of(ClockJumpIT.class.getResource("clock.c").toURI());
        int exit;
        try {
            exit = new ProcessBuilder("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString(),
                    "-ldl").inheritIO().start().waitFor();
        } catch (IOException e) {
            exit = -1;
        }
        if (exit != 0) {
            String frame = "#".repeat(100);
            String missing = "clocks that jump: no C compiler 'cc' here (Debian: packages gcc, libc6-dev)";
            System.err.println(frame + "\n# NOT TESTED HERE: " + missing + "\n" + frame);
            Assumptions.abort(missing);
        }
    }

    /** A Java whose wall clock is as far ahead as the file says that stands in its working directory. */
    private static Path wrapper(Path java, Path library) throws IOException {
        Path wrapper = DIRECTORY.resolve("java");
        Files.writeString(wrapper, """
                #!/bin/sh
                export LD_PRELOAD=%s CLOCK_FILE="$PWD/%s"
                exec %s "$@"
                """.formatted(library, CLOCK, java));
        return Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** At once, as the processes have the file in their memory. */
    private static void set(Path node, int seconds) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(node.resolve(CLOCK).toFile(), "rw")) {
            file.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(seconds).array());
        }
    }

    @AfterAll
    static void remove() {
        if (lab != null) {
            lab.close();
        }
    }

    @BeforeEach
    void allIsWell() throws Exception {
        lab.awaitHealthy();
    }

    @Test
    void aClockThatJumpsChangesNothing() throws Exception {
        NodeProcess one = lab.rendezvous(1);
        Observation seen = lab.observe();
        jump(List.of(one), 3600);
        // Its log tells the time that it has.
        String then = Instant.now().plus(1, ChronoUnit.HOURS).toString().substring(0, "2000-01-01T00:0".length());
        Awaitility.await().atMost(PATIENCE).until(() -> Files.readString(one.log()).contains("\n" + then));
        undisturbed(seen, "An hour ahead at one of two rendezvous nodes");
        jump(lab.laboratory().nodes(), 3600);
        undisturbed(lab.observe(), "An hour ahead at all nodes");
        jump(lab.laboratory().nodes(), 0);
        undisturbed(lab.observe(), "An hour back at all nodes");
        jump(lab.laboratory().nodes(Service.RENDEZVOUS), -3600);
        undisturbed(lab.observe(), "Another hour back at all rendezvous nodes");
        assertThat(seen.failures()).isEmpty();
        assertThat(seen.more("session.cut")).isZero();
    }

    private static void jump(List<NodeProcess> nodes, int seconds) throws IOException {
        for (NodeProcess node : nodes) {
            set(node.log().getParent(), seconds);
        }
    }

    private static void undisturbed(Observation seen, String what) throws Exception {
        FailureLab.lasting(SwarmPlan.HEARTBEAT.multipliedBy(4));
        seen.awaitRecovery(PATIENCE);
        seen.report("The clock jumped", what + ".");
        seen.assertInvariants();
        assertThat(seen.failures()).as(what).isEmpty();
        assertThat(seen.ended("silence")).as(what).isEmpty();
        assertThat(seen.more("heartbeat.key_wanted")).as(what).isZero();
        assertThat(seen.more("session.cut")).as(what).isZero();
    }
}
