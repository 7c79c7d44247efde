package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPeerRegistryContractTest extends PeerRegistryContract {
    private static final Route ROUTE = new Route("node", Transport.UDP, observed(4000), 1);

    private final Map<String, Route> held = new HashMap<>();

    @TempDir
    private Path directory;

    @Override
    protected PeerRegistry open() {
        return EmbeddedPeerRegistry.open(directory.resolve("db_v2.sqlite3"), EmbeddedOptions.defaults());
    }

    @Test
    void routesAreThoseThatItsNodeHolds() {
        DeviceIdentity device = device("100000001", "uuid", "key", "192.0.2.1");
        storeNew(device);
        assertThat(await(registry().locate("100000001"))).isEqualTo(new Located.Known(device, Optional.empty()));

        registry().askForRoutes(id -> Optional.ofNullable(held.get(id)));
        held.put("100000001", ROUTE);
        assertThat(await(registry().locate("100000001"))).isEqualTo(new Located.Known(device, Optional.of(ROUTE)));

        held.clear();
        assertThat(await(registry().locate("100000001"))).isEqualTo(new Located.Known(device, Optional.empty()));
    }

    @Test
    void whoIsHeldIsOnlineInTheOrderThatWasAsked() {
        registry().askForRoutes(id -> Optional.ofNullable(held.get(id)));
        held.put("100000001", ROUTE);
        held.put("100000003", ROUTE);
        BitSet expected = new BitSet();
        expected.set(1);
        expected.set(2);
        expected.set(4);
        assertThat(await(
                registry().online(List.of("100000002", "100000003", "100000001", "100000004", "100000003"))))
                .isEqualTo(new OnlineStates.Answered(expected));
    }

    @Test
    void aClaimIsTakenFromNobody() {
        Duration ago = Duration.ofSeconds(10);
        for (int i = 0; i < 2; i++) {
            assertThat(await(registry().claimRoute("100000001", "node", Transport.UDP, observed(4000), ago)))
                    .isInstanceOfSatisfying(RouteClaim.Claimed.class, claimed -> {
                        assertThat(claimed.fence()).isPositive();
                        assertThat(claimed.formerNode()).isEmpty();
                    });
        }
        registry().releaseRoute("100000001", 1);
    }
}
