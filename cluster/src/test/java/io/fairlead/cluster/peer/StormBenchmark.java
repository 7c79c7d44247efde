package io.fairlead.cluster.peer;

import static io.fairlead.cluster.peer.PeerRegistryContract.await;
import static io.fairlead.cluster.peer.PeerRegistryContract.device;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints rates; run by name: {@code mvn -pl cluster -am test -Dtest=StormBenchmark}. */
class StormBenchmark {
    private static final int DEVICES = 100_000;

    @TempDir(factory = BesideTheBuild.class)
    private Path directory;

    @Test
    void newDevicesAtOnceThenOneByOneThenLookups() {
        List<DeviceIdentity> devices = IntStream.range(0, DEVICES).mapToObj(
                i -> device(String.valueOf(100_000_000 + i), "0123456789abcdef" + i, "k".repeat(32), "192.0.2.1"))
                .toList();
        try (PeerRegistry registry = EmbeddedPeerRegistry.open(directory.resolve("db_v2.sqlite3"),
                EmbeddedOptions.defaults())) {
            measure("stores of new devices, all at once", DEVICES, () -> {
                List<CompletionStage<StoreOutcome>> outcomes = new ArrayList<>(DEVICES);
                devices.forEach(device -> outcomes.add(registry.store(device, Optional.empty())));
                outcomes.forEach(outcome -> assertThat(await(outcome)).isEqualTo(new StoreOutcome.Stored()));
            });
            measure("lookups of known devices, all at once", DEVICES, () -> {
                List<CompletionStage<Located>> outcomes = new ArrayList<>(DEVICES);
                devices.forEach(device -> outcomes.add(registry.locate(device.id())));
                outcomes.forEach(outcome -> assertThat(await(outcome)).isInstanceOf(Located.Known.class));
            });
            measure("stores of new devices, one after the other", 500, () -> {
                for (int i = 0; i < 500; i++) {
                    assertThat(await(registry.store(device("one" + i, "uuid", "key", "192.0.2.1"), Optional.empty())))
                            .isEqualTo(new StoreOutcome.Stored());
                }
            });
        }
    }

    private static void measure(String what, int count, Runnable work) {
        long start = System.nanoTime();
        work.run();
        long millis = (System.nanoTime() - start) / 1_000_000;
        System.out.printf("%s: %d in %d ms (%d/s)%n", what, count, millis, count * 1000L / Math.max(1, millis));
    }
}
