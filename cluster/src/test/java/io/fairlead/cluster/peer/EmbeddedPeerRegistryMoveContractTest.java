package io.fairlead.cluster.peer;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPeerRegistryMoveContractTest extends PeerRegistryMoveContract {
    @TempDir
    private Path directory;

    @Override
    protected PeerRegistry open() {
        return EmbeddedPeerRegistry.open(directory.resolve("db_v2.sqlite3"), EmbeddedOptions.defaults());
    }
}
