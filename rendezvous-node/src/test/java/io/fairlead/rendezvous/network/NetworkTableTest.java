package io.fairlead.rendezvous.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkTableTest {
    private static Network network(String name, String origin, String... cidrs) {
        return Network.lan(name, Arrays.stream(cidrs).map(Cidr::parse).toList(), "10.0.0.1", origin);
    }

    @Test
    void anAddressIsInTheNetworkThatContainsItElseInThePublicOne() {
        NetworkTable table = NetworkTable.of(List.of(
                network("office", "line 1", "192.168.0.0/24", "fd00:1::/64"), network("vpn", "line 5", "10.8.0.0/24")));
        assertThat(table.of(InetAddress.ofLiteral("192.168.0.7")).name()).isEqualTo("office");
        assertThat(table.of(InetAddress.ofLiteral("fd00:1::7")).name()).isEqualTo("office");
        assertThat(table.of(InetAddress.ofLiteral("10.8.0.7")).name()).isEqualTo("vpn");
        assertThat(table.of(InetAddress.ofLiteral("192.168.1.7")).isPublic()).isTrue();
    }

    @Test
    void networksThatOverlapAreRefusedWithBothPlaces() {
        for (List<Network> overlapping : List.of(
                List.of(network("a", "line 3", "10.0.0.0/8"), network("b", "line 9", "10.9.8.0/24")),
                List.of(network("a", "line 3", "10.9.8.0/24"), network("b", "line 9", "10.0.0.0/8")),
                List.of(network("a", "line 3", "10.9.8.7"), network("b", "line 9", "fd00::/8", "10.9.8.0/24")))) {
            assertThatThrownBy(() -> NetworkTable.of(overlapping))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContainingAll("line 3", "line 9", "'a'", "'b'", "overlaps");
        }
    }

    @Test
    void aNameIsUsedOnce() {
        assertThatThrownBy(() -> NetworkTable.of(List.of(
                network("a", "line 3", "10.0.0.0/8"), network("a", "line 9", "192.168.0.0/24"))))
                .hasMessageContainingAll("'a'", "line 3", "line 9");
    }

    @Test
    void aNetworkWithoutAddressesIsRefusedButForThePublicOne() {
        assertThatThrownBy(() -> NetworkTable.of(List.of(network("a", "line 3"))))
                .hasMessageContainingAll("'a'", "line 3", "no cidrs");
        assertThatThrownBy(() -> NetworkTable.of(List.of(network("public", "line 3", "10.0.0.0/8"))))
                .hasMessageContainingAll("'public'", "line 3");
        assertThat(NetworkTable.of(List.of(network("public", "line 3"))).networks()).singleElement()
                .satisfies(network -> assertThat(network.relay()).isPresent());
    }
}
