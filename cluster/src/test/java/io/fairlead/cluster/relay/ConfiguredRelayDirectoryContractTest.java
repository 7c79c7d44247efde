package io.fairlead.cluster.relay;

import java.time.Duration;
import java.util.List;

class ConfiguredRelayDirectoryContractTest extends RelayDirectoryContract {
    @Override
    protected RelayDirectory open(List<String> addresses) {
        return new ConfiguredRelayDirectory(addresses, Duration.ofSeconds(3), Duration.ofSeconds(1));
    }
}
