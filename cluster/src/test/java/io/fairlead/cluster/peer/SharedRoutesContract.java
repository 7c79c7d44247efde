package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.Transport;
import io.fairlead.cluster.peer.Located.Known;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link PeerRegistry} must do that several nodes share: it keeps the routes. */
public abstract class SharedRoutesContract extends PeerRegistryContract {
    @Test
    void aClaimedRouteIsFoundWithTheIdentity() {
        DeviceIdentity device = device("100000001", "uuid", "key", "192.0.2.1");
        storeNew(device);
        long fence = claim("100000001", "node-1", Transport.UDP, 4000);

        assertThat(await(registry().locate("100000001"))).isEqualTo(
                new Known(device, Optional.of(new Route("node-1", Transport.UDP, observed(4000), fence))));
    }

    @Test
    void aLaterClaimTakesTheRouteOverWithALargerFence() {
        storeNew(device("100000001", "uuid", "key", "192.0.2.1"));
        long first = claim("100000001", "node-1", Transport.UDP, 4000);
        long second = claim("100000001", "node-2", Transport.TCP, 5000);

        assertThat(second).isGreaterThan(first);
        assertThat(route("100000001")).contains(new Route("node-2", Transport.TCP, observed(5000), second));
    }

    @Test
    void aReleaseEndsTheRouteThatItWasClaimedWith() {
        storeNew(device("100000001", "uuid", "key", "192.0.2.1"));
        long fence = claim("100000001", "node-1", Transport.WEBSOCKET, 4000);

        registry().releaseRoute("100000001", fence);

        assertThat(route("100000001")).isEmpty();
    }

    @Test
    void aFormerHoldersReleaseDoesNotEndTheRouteOfTheNext() {
        storeNew(device("100000001", "uuid", "key", "192.0.2.1"));
        long former = claim("100000001", "node-1", Transport.UDP, 4000);
        long next = claim("100000001", "node-1", Transport.UDP, 4000);

        registry().releaseRoute("100000001", former);

        assertThat(route("100000001")).contains(new Route("node-1", Transport.UDP, observed(4000), next));
    }

    @Test
    void aClaimNamesTheNodeThatHeldTheDevice() {
        Duration now = Duration.ZERO;
        claim("100000001", "node-1", Transport.UDP, 4000);

        assertThat(await(registry().claimRoute("100000001", "node-1", Transport.UDP, observed(4001), now)))
                .isInstanceOfSatisfying(RouteClaim.Claimed.class, same -> assertThat(same.formerNode()).isEmpty());
        assertThat(await(registry().claimRoute("100000001", "node-2", Transport.UDP, observed(4000), now)))
                .isInstanceOfSatisfying(
                        RouteClaim.Claimed.class, next -> assertThat(next.formerNode()).contains("node-1"));
    }

    @Test
    void aClaimThatWasHeldUpDoesNotDisplaceAHolderThatHeardTheDeviceSince() {
        storeNew(device("100000001", "uuid", "key", "192.0.2.1"));
        long fence = claim("100000001", "node-2", Transport.TCP, 5000);

        assertThat(await(registry().claimRoute(
                "100000001", "node-1", Transport.UDP, observed(4000), Duration.ofSeconds(10))))
                .isEqualTo(new RouteClaim.Superseded());
        assertThat(route("100000001")).contains(new Route("node-2", Transport.TCP, observed(5000), fence));
    }

    @Test
    void aHolderClaimsItsOwnRouteAgainWheneverItHeardTheDevice() {
        long first = claim("100000001", "node-1", Transport.TCP, 4000);

        assertThat(await(registry().claimRoute(
                "100000001", "node-1", Transport.TCP, observed(4000), Duration.ofSeconds(10))))
                .isInstanceOfSatisfying(
                        RouteClaim.Claimed.class, again -> assertThat(again.fence()).isGreaterThan(first));
    }

    @Test
    void aLateClaimOfARouteThatNobodyHasIsTaken() {
        assertThat(await(registry().claimRoute(
                "100000001", "node-1", Transport.TCP, observed(4000), Duration.ofSeconds(10))))
                .isInstanceOf(RouteClaim.Claimed.class);
    }

    @Test
    void fencesGrowAcrossReleases() {
        long first = claim("100000001", "node-1", Transport.UDP, 4000);
        registry().releaseRoute("100000001", first);

        assertThat(claim("100000001", "node-1", Transport.UDP, 4000)).isGreaterThan(first);
    }

    @Test
    void onlineSaysForEachIdInOrderWhetherItHasARoute() {
        claim("100000001", "node-1", Transport.UDP, 4000);
        claim("100000003", "node-1", Transport.TCP, 4001);
        long ended = claim("100000004", "node-1", Transport.UDP, 4002);
        registry().releaseRoute("100000004", ended);

        BitSet expected = new BitSet();
        expected.set(1);
        expected.set(2);
        expected.set(4);
        assertThat(await(
                registry().online(List.of("100000002", "100000003", "100000001", "100000004", "100000003"))))
                .isEqualTo(new OnlineStates.Answered(expected));
    }

    private long claim(String id, String nodeId, Transport transport, int port) {
        RouteClaim claim = await(registry().claimRoute(id, nodeId, transport, observed(port), Duration.ZERO));
        assertThat(claim).isInstanceOf(RouteClaim.Claimed.class);
        return ((RouteClaim.Claimed) claim).fence();
    }

    private Optional<Route> route(String id) {
        Located located = await(registry().locate(id));
        assertThat(located).isInstanceOf(Known.class);
        return ((Known) located).route();
    }
}
