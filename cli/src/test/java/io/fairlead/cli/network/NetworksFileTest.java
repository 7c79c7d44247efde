package io.fairlead.cli.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fairlead.protocol.address.Cidr;
import io.fairlead.rendezvous.network.Masquerade;
import io.fairlead.rendezvous.network.Network;
import io.fairlead.rendezvous.network.RelayView;
import io.fairlead.rendezvous.network.SameSite;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworksFileTest {
    private static final String OFFICE = """
            # The head office.
            office {
              cidrs = ["192.168.0.0/24", "fd00:1::/64"]
              relay = "192.168.0.110"
              relays {
                r1 = "192.168.0.111:21117"
                "r2.example.com" { address = "192.168.0.112", websocket = "r2.office.example" }
              }
              same-site = punch
              masquerade = false
              trusted-proxy = true
            }
            """;

    @TempDir
    private Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("networks.conf"), text);
    }

    @Test
    void allOfANetworkIsRead() throws Exception {
        assertThat(NetworksFile.read(file(OFFICE + "vpn { cidrs = \"10.8.0.0/24,10.9.0.0/24\" }\n"))).containsExactly(
                new Network(
                        "office",
                        List.of(Cidr.parse("192.168.0.0/24"), Cidr.parse("fd00:1::/64")),
                        Optional.of(new RelayView("192.168.0.110")),
                        Map.of(
                                "r1", new RelayView("192.168.0.111:21117"),
                                "r2.example.com", new RelayView("192.168.0.112", Optional.of("r2.office.example"))),
                        SameSite.PUNCH,
                        Masquerade.FALSE,
                        true,
                        "networks.conf line 2"),
                new Network("vpn", List.of(Cidr.parse("10.8.0.0/24"), Cidr.parse("10.9.0.0/24")), Optional.empty(),
                        Map.of(), SameSite.DIRECT, Masquerade.AUTO, false, "networks.conf line 13"));
    }

    private void refused(String text, String... told) throws IOException {
        Path file = file(text);
        assertThatThrownBy(() -> new WatchedNetworks(List.of(), Optional.of(file)).close())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(told);
    }

    @Test
    void everyMistakeIsToldWithItsLineAndWhatIsAllowed() throws Exception {
        refused("office {\n  cidrs = [\"192.168.0.0/33\"]\n}", "line 2", "192.168.0.0/33", "address/prefix");
        refused("office {\n  cidrs = []\n}", "line 1", "'office'", "at least one");
        refused("office {\n  cidr = \"10.0.0.0/8\"\n}", "line 2", "'cidr'", "cidrs");
        refused("office = 5", "line 1", "'office'", "{ ... }");
        refused("office {\n cidrs = \"10.0.0.0/8\"\n same-site = maybe\n}", "line 3", "'maybe'",
                "direct, punch, relay");
        refused("office {\n cidrs = \"10.0.0.0/8\"\n masquerade = often\n}", "line 3", "'often'", "true, auto, false");
        refused("office {\n cidrs = \"10.0.0.0/8\"\n trusted-proxy = 1\n}", "line 3", "'1'", "true, false");
        refused("office {\n cidrs = \"10.0.0.0/8\"\n relay = \"a:b:c:99999:\"\n", "networks.conf", "4");
        refused("office {\n cidrs = \"10.0.0.0/8\"\n relay = \"host:99999\"\n}", "line 3", "99999");
        refused("office {\n cidrs = \"10.0.0.0/8\"\n relays {\n  r1 { websocket = \"a.b\" }\n }\n}", "line 4",
                "address");
        refused("office {\n cidrs = \"10.0.0.0/8\"\n relays {\n  r1 { address = \"a\", ws = 1 }\n }\n}", "line 4",
                "'ws'");
    }

    @Test
    void networksThatOverlapAreRefusedWithBothLines() throws Exception {
        refused("a {\n cidrs = \"10.0.0.0/8\"\n}\nb {\n cidrs = \"10.1.0.0/16\"\n}\n", "line 1", "line 4",
                "10.1.0.0/16",
                "10.0.0.0/8");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Path missing = directory.resolve("missing.conf");
        assertThatThrownBy(() -> new WatchedNetworks(List.of(), Optional.of(missing)).close())
                .hasMessageContaining("missing.conf");
    }

    @Test
    void aNetworkOfAnOptionMustNotOverlapTheFiles() throws Exception {
        Path file = file(OFFICE);
        Network lan = Network.lan("lan", List.of(Cidr.parse("192.168.0.0/16")), "192.168.0.1", "option lan");
        assertThatThrownBy(() -> new WatchedNetworks(List.of(lan), Optional.of(file)).close())
                .hasMessageContainingAll("option lan", "networks.conf line 2");
    }

    @Test
    void aChangedFileCountsAtOnceAndOneWithAMistakeNever() throws Exception {
        Path file = file(OFFICE);
        InetAddress vpn = InetAddress.ofLiteral("10.8.0.7");
        InetAddress office = InetAddress.ofLiteral("192.168.0.7");
        try (WatchedNetworks networks = new WatchedNetworks(List.of(), Optional.of(file))) {
            assertThat(networks.table().of(vpn).isPublic()).isTrue();
            file(OFFICE + "vpn { cidrs = \"10.8.0.0/24\" }\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> networks.table().of(vpn).name().equals("vpn"));
            file("office { cidrs = nonsense }");
            file(OFFICE + "tunnel { cidrs = \"10.8.0.0/16\" }\n# so that the size differs\n");
            await().atMost(Duration.ofSeconds(20)).until(() -> networks.table().of(vpn).name().equals("tunnel"));
            assertThat(networks.table().of(office).name()).isEqualTo("office");
        }
    }
}
