package io.fairlead.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.protocol.address.Cidr;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForwardedForTest {
    private static final ProxyTrust TRUST = new ProxyTrust(
            List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd00::/8")), ProxyTrust.Header.OFF,
            ProxyTrust.Untrusted.IGNORE);

    private static Optional<String> client(String peer, List<String> realIp, String... forwardedFor) {
        return ForwardedFor.client(InetAddress.ofLiteral(peer), TRUST, realIp, List.of(forwardedFor))
                .map(InetAddress::getHostAddress);
    }

    @Test
    void nobodyIsBelievedWhoIsNotTrusted() {
        assertThat(client("192.0.2.1", List.of("203.0.113.9"), "203.0.113.9")).isEmpty();
        assertThat(ForwardedFor.client(InetAddress.ofLiteral("127.0.0.1"), ProxyTrust.NONE, List.of("203.0.113.9"),
                List.of())).isEmpty();
    }

    @Test
    void theRealIpOfATrustedProxyCounts() {
        assertThat(client("10.0.0.1", List.of("203.0.113.9"))).contains("203.0.113.9");
        assertThat(client("fd00::1", List.of(" 2001:db8::9 "))).contains("2001:db8:0:0:0:0:0:9");
        assertThat(client("10.0.0.1", List.of("::ffff:203.0.113.9"))).contains("203.0.113.9");
    }

    @Test
    void ofAListTheRightMostThatIsNoTrustedProxysCounts() {
        assertThat(client("10.0.0.1", List.of(), "198.51.100.1, 203.0.113.9, 10.0.0.7")).contains("203.0.113.9");
        assertThat(client("10.0.0.1", List.of(), "198.51.100.1", "203.0.113.9")).contains("203.0.113.9");
        assertThat(client("10.0.0.1", List.of(), "203.0.113.9:4711")).contains("203.0.113.9");
        assertThat(client("10.0.0.1", List.of(), "[2001:db8::9]:4711")).contains("2001:db8:0:0:0:0:0:9");
        assertThat(client("10.0.0.1", List.of(), "10.0.0.9")).as("nobody but proxies").isEmpty();
    }

    @Test
    void whatIsNoAddressIsNothing() {
        assertThat(client("10.0.0.1", List.of("unknown"))).isEmpty();
        assertThat(client("10.0.0.1", List.of(""))).isEmpty();
        assertThat(client("10.0.0.1", List.of("evil.example"))).isEmpty();
        assertThat(client("10.0.0.1", List.of(), "203.0.113.9, unknown")).as("it vouches for nobody left of it")
                .isEmpty();
        assertThat(client("10.0.0.1", List.of("203.0.113.9", "203.0.113.8"))).as("two that differ").isEmpty();
        assertThat(client("10.0.0.1", List.of("nonsense"), "203.0.113.9")).contains("203.0.113.9");
    }
}
