package io.fairlead.rendezvous.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteRuleTest {
    private static final NetworkTable TABLE = NetworkTable.of(List.of(
            Network.lan("office", List.of(Cidr.parse("192.168.0.0/24"), Cidr.parse("2001:db8:1::/48")), "192.168.0.1",
                    "test"),
            Network.lan("vpn", List.of(Cidr.parse("10.8.0.0/24")), "10.8.0.1", "test"),
            Network.lan("customer", List.of(Cidr.parse("198.51.100.0/24")), "relay.example", "test")));

    private static Side side(String address, boolean masqueraded) {
        InetAddress ip = InetAddress.ofLiteral(address);
        return new Side(ip, TABLE.of(ip), masqueraded, false);
    }

    private static SiteVerdict judge(String one, String other) {
        SiteVerdict verdict = SiteRule.DEFAULT.judge(side(one, false), side(other, false));
        assertThat(SiteRule.DEFAULT.judge(side(other, false), side(one, false))).isEqualTo(verdict);
        return verdict;
    }

    @ParameterizedTest
    @CsvSource({
            "192.168.0.7,       192.168.0.8,       SAME_NETWORK",
            "192.168.0.7,       2001:db8:1:5::8,   SAME_NETWORK",
            "2001:db8:1:4::7,   2001:db8:1:5::8,   SAME_NETWORK",
            "198.51.100.7,      198.51.100.8,      SAME_NETWORK",
            "203.0.113.7,       203.0.113.7,       SAME_ADDRESS",
            "203.0.113.7,       203.0.113.8,       APART",
            "2001:db8:9:9::7,   2001:db8:9:9::8,   SAME_IPV6_PREFIX",
            "2001:db8:9:9::7,   2001:db8:9:a::8,   APART",
            "203.0.113.7,       2001:db8:9:9::8,   MIXED_FAMILIES",
            "192.168.0.7,       203.0.113.7,       INSIDE_AND_OUTSIDE",
            "192.168.0.7,       10.8.0.7,          INSIDE_AND_OUTSIDE",
            "172.16.0.7,        203.0.113.7,       INSIDE_AND_OUTSIDE",
            "172.16.0.7,        172.16.0.8,        APART",
            "198.51.100.7,      203.0.113.7,       APART"})
    void isDecidedByNetworkThenAddressThenPrefix(String one, String other, SiteVerdict expected) {
        assertThat(judge(one, other)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"192.168.0.7,192.168.0.7", "192.168.0.7,192.168.0.8", "172.17.0.1,172.17.0.1", "10.8.0.1,203.0.113.7"})
    void behindAMasqueradingGatewayNobodyIsNear(String one, String other) {
        assertThat(SiteRule.DEFAULT.judge(side(one, true), side(other, false))).isEqualTo(SiteVerdict.MASQUERADED);
        assertThat(SiteRule.DEFAULT.judge(side(one, false), side(other, true))).isEqualTo(SiteVerdict.MASQUERADED);
    }

    @Test
    void thePrefixIsTheOperatorsChoice() {
        SiteRule sites = new SiteRule(56);
        assertThat(sites.judge(side("2001:db8:9:9::7", false), side("2001:db8:9:a::8", false)))
                .isEqualTo(SiteVerdict.SAME_IPV6_PREFIX);
    }
}
