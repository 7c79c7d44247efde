package io.fairlead.relay.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.cluster.OpaqueBytes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RelayPeeringTest {
    private static RelayPeering peering(String secret) {
        return new RelayPeering(
                Optional.empty(),
                0,
                "relay-1.internal",
                OpaqueBytes.copyOf(secret.getBytes(StandardCharsets.US_ASCII)),
                RelayPeering.DEFAULT_MAX_CONNECTIONS,
                Duration.ofSeconds(1));
    }

    @Test
    void theSecretIsNeverShown() {
        assertThat(peering("0123456789abcdef").toString()).doesNotContain("0123").contains("relay-1.internal");
        assertThatThrownBy(() -> peering("too short a one"))
                .hasMessage("cluster-secret: 15 bytes (expected: at least 16)");
    }
}
