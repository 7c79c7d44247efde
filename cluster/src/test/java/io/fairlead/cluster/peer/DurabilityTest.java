package io.fairlead.cluster.peer;

import static io.fairlead.cluster.peer.PeerRegistryContract.await;
import static io.fairlead.cluster.peer.PeerRegistryContract.device;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was answered {@code Stored} is there, however the process ended. Protocol section 6, design invariant 5. */
@Timeout(60)
class DurabilityTest {
    @TempDir
    private Path directory;
    private Path database;

    @BeforeEach
    void nameDatabase() {
        database = directory.resolve("db_v2.sqlite3");
    }

    @Test
    void aKilledProcessLosesNothingThatItSaidWasStored() throws Exception {
        Process process = StoringProcess.start(database, 16);
        List<String> stored;
        try (BufferedReader output = process.inputReader()) {
            stored = StoringProcess.storedIds(output, 5000);
            process.destroyForcibly();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isEqualTo(128 + 9);
        assertThat(stored).hasSize(5000);
        assertStored(stored);
    }

    @Test
    void aFullDiskIsUnavailableAndLosesNothing() throws Exception {
        // A limit on the length of files stands for the disk: 16 MiB in units of 512 bytes.
        Process process = StoringProcess.start(database, 50_000, "sh", "-c", "ulimit -f 32768; exec \"$@\"", "sh");
        List<String> stored;
        try (BufferedReader output = process.inputReader()) {
            stored = StoringProcess.storedIds(output, Integer.MAX_VALUE);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(process.exitValue()).isZero();
        assertThat(stored).hasSizeBetween(50, 1000);
        assertStored(stored);
    }

    private void assertStored(List<String> ids) throws Exception {
        try (PeerRegistry registry = EmbeddedPeerRegistry.open(database, EmbeddedOptions.defaults())) {
            DeviceIdentity next = device("next", "uuid", "key", "192.0.2.1");
            assertThat(await(registry.store(next, Optional.empty()))).isEqualTo(new StoreOutcome.Stored());
        }
        Set<String> missing = new HashSet<>(ids);
        PlainSqlite.query(database, "select id from peer").forEach(missing::remove);
        assertThat(missing).isEmpty();
        assertThat(PlainSqlite.query(database, "pragma integrity_check")).containsExactly("ok");
    }
}
