package io.fairlead.cli.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cli.network.OwnNetworks.InterfaceAddress;
import io.fairlead.protocol.address.Cidr;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.NetworkTable;
import io.fairlead.rendezvous.network.RelayView;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OwnNetworksTest {
    private static InetAddress ip(String address) {
        return InetAddress.ofLiteral(address);
    }

    private static InterfaceAddress on(String name, String cidr) {
        Cidr parsed = Cidr.parse(cidr);
        return new InterfaceAddress(name, parsed.network(), parsed.prefix());
    }

    private static String relay(NetworkTable table, String client) {
        return table.of(ip(client)).relay().map(RelayView::address).orElse("public");
    }

    @Test
    void hostsOnAnInterfacesNetworkReachTheServerThere() {
        NetworkTable table = NetworkTable.of(OwnNetworks.of(
                List.of(on("eth0", "192.168.0.110/24"), on("tun0", "10.8.0.1/24"), on("eth0", "fd00:1::110/64")),
                Set.of(ip("192.168.0.1")),
                21_117));
        assertThat(relay(table, "192.168.0.7")).isEqualTo("192.168.0.110");
        assertThat(relay(table, "fd00:1::7")).isEqualTo("192.168.0.110");
        assertThat(relay(table, "10.8.0.7")).isEqualTo("10.8.0.1");
        assertThat(relay(table, "192.168.1.7")).isEqualTo("public");
        assertThat(table.of(ip("10.8.0.7")).name()).isEqualTo("tun0");
    }

    @Test
    void whoeverComesFromTheGatewayMayBeAnywhere() {
        NetworkTable table = NetworkTable.of(OwnNetworks.of(
                List.of(on("eth0", "172.17.0.2/16")), Set.of(ip("172.17.0.1")), 22_117));
        assertThat(relay(table, "172.17.0.1")).isEqualTo("public");
        for (String neighbour : List.of("172.17.0.0", "172.17.0.3", "172.17.255.255")) {
            assertThat(relay(table, neighbour)).isEqualTo("172.17.0.2:22117");
        }
    }

    @Test
    void publicLoopbackAndLinkLocalAddressesAreNoLocalNetworks() {
        assertThat(OwnNetworks.of(
                List.of(on("eth0", "203.0.113.5/24"), on("lo", "127.0.0.1/8"), on("eth1", "169.254.3.4/16"),
                        on("eth0", "2001:db8::5/64")),
                Set.of(),
                21_117))
                .isEmpty();
    }

    @Test
    void twoInterfacesInOneNetworkAreOne() {
        List<Network> networks = OwnNetworks.of(
                List.of(on("eth0", "192.168.0.110/24"), on("wlan0", "192.168.0.111/24")), Set.of(), 21_117);
        assertThat(networks).singleElement().satisfies(network -> assertThat(network.name()).isEqualTo("eth0"));
        assertThat(NetworkTable.of(networks).networks()).hasSize(2);
    }

    @Test
    void anAddressIsTakenOutOfARangeAndNothingElse() {
        List<Cidr> left = OwnNetworks.without(Cidr.parse("10.0.0.0/29"), Set.of(ip("10.0.0.1"), ip("10.0.0.6")));
        assertThat(left.stream().mapToInt(cidr -> 1 << 32 - cidr.prefix()).sum()).isEqualTo(6);
        assertThat(left).noneMatch(cidr -> cidr.contains(ip("10.0.0.1")) || cidr.contains(ip("10.0.0.6")));
        assertThat(OwnNetworks.without(Cidr.parse("10.0.0.1/32"), Set.of(ip("10.0.0.1")))).isEmpty();
    }

    @Test
    void theGatewayIsThatOfTheDefaultRouteInTheKernelsTable() {
        assertThat(Machine.gateways(List.of(
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT",
                "eth0\t00000000\t0100A8C0\t0003\t0\t0\t0\t00000000\t0\t0\t0",
                "eth0\t0000A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0",
                "tun0\t00000000\t00000000\t0001\t0\t0\t0\t00000000\t0\t0\t0")))
                .containsExactly(ip("192.168.0.1"));
    }

    @Test
    void theMachinesOwnAddressesAreThoseThatOthersReach() {
        assertThat(Machine.addresses()).noneMatch(each -> each.address().isLoopbackAddress());
    }
}
