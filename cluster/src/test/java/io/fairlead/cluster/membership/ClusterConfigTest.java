package io.fairlead.cluster.membership;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import io.fairlead.protocol.address.HostPort;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ClusterConfigTest {
    private static final HostPort SELF = new HostPort("192.0.2.1", 21120);
    private static final HostPort OTHER = new HostPort("192.0.2.2", 21120);
    private static final Discovery NONE = new Discovery.None();
    private static final Discovery DNS = new Discovery.Dns("nodes.fairlead.test");

    private static ClusterConfig with(String id, String host, int port, List<HostPort> seeds, Discovery discovery,
            Optional<HostPort> management, int points) {
        return new ClusterConfig(id, "1.2.3", "127.0.0.1", host, port, seeds, discovery, management, points,
                Optional.empty());
    }

    private static void refuses(String message, ThrowingCallable making) {
        assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }

    @Test
    void mistakesNameTheValueAndWhatIsExpected() {
        List<HostPort> seeds = List.of(SELF);
        refuses("node id: 'a b' (expected: ", () -> with("a b", "h", 1, seeds, NONE, Optional.empty(), 1));
        refuses("cluster-host: '' (expected: ", () -> with("a", "", 1, seeds, NONE, Optional.empty(), 1));
        refuses("cluster-host: '0.0.0.0' (expected: ", () -> with("a", "0.0.0.0", 1, seeds, NONE, Optional.empty(), 1));
        refuses("cluster-port: '0' (expected: 1..65535)", () -> with("a", "h", 0, seeds, NONE, Optional.empty(), 1));
        refuses("cluster-port: '65536' (expected: ", () -> with("a", "h", 65536, seeds, NONE, Optional.empty(), 1));
        refuses("cluster-seeds: '[]' (expected: ", () -> with("a", "h", 1, List.of(), NONE, Optional.empty(), 1));
        refuses("cluster-seeds: '[192.0.2.1:21120]' (expected: ",
                () -> with("a", "h", 1, seeds, DNS, Optional.of(OTHER), 1));
        refuses("cluster-management: ", () -> with("a", "h", 1, List.of(), DNS, Optional.empty(), 1));
        refuses("cluster-contact-points: '0' (expected: at least 1)",
                () -> with("a", "h", 1, List.of(), DNS, Optional.of(OTHER), 0));
        refuses("cluster-discovery dns: 'a b'", () -> new Discovery.Dns("a b"));
        refuses("cluster-discovery app: 'A'", () -> new Discovery.Kubernetes("A", "n", "app=%s"));
        refuses("cluster-discovery namespace: ''", () -> new Discovery.Kubernetes("a", "", "app=%s"));
        refuses("cluster-discovery label: 'app=%d'", () -> new Discovery.Kubernetes("a", "n", "app=%d"));
        refuses("cluster-discovery label: 'app'", () -> new Discovery.Kubernetes("a", "n", "app"));
    }

    @Test
    void theFirstSeedFormsAClusterWhenItStartsButNotWhenItWasGivenUp() {
        ClusterConfig first = ClusterConfig.ofSeeds("a", "1.2.3", SELF, List.of(SELF, OTHER));

        assertThat(PekkoSettings.of(first, false).getDuration("pekko.cluster.seed-node-timeout").toSeconds())
                .isEqualTo(3);
        assertThat(PekkoSettings.of(first, true).getDuration("pekko.cluster.seed-node-timeout").toDays())
                .isGreaterThan(365);
        ClusterConfig second = ClusterConfig.ofSeeds("b", "1.2.3", OTHER, List.of(SELF, OTHER));
        assertThat(PekkoSettings.of(second, true).getDuration("pekko.cluster.seed-node-timeout").toSeconds())
                .isEqualTo(3);
        ClusterConfig alone = ClusterConfig.ofSeeds("a", "1.2.3", SELF, List.of(SELF));
        assertThat(PekkoSettings.of(alone, true).getDuration("pekko.cluster.seed-node-timeout").toSeconds())
                .isEqualTo(3);
    }

    @Test
    void theInterfaceAndTheAddressThatIsDialledAreKeptApart() {
        ClusterConfig config = with("a", "nodes.fairlead.test", 21120, List.of(OTHER), NONE, Optional.empty(), 1);
        Config settings = PekkoSettings.of(config, false);

        assertThat(settings.getString("pekko.remote.artery.bind.hostname")).isEqualTo("127.0.0.1");
        assertThat(settings.getString("pekko.remote.artery.canonical.hostname")).isEqualTo("nodes.fairlead.test");
    }

    @Test
    void aNameOfAnSrvRecordTellsPortAndProtocol() {
        String contact = "pekko.management.cluster.bootstrap.contact-point-discovery.";
        ClusterConfig config = with("a", "h", 1, List.of(), new Discovery.Dns("_management._tcp.nodes.fairlead.test"),
                Optional.of(OTHER), 1);
        Config settings = PekkoSettings.of(config, false);

        assertThat(settings.getString(contact + "effective-name")).isEqualTo("nodes.fairlead.test");
        assertThat(settings.getString(contact + "port-name")).isEqualTo("management");
        assertThat(settings.getString(contact + "protocol")).isEqualTo("tcp");
    }
}
