package io.fairlead.cluster.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.cluster.OpaqueBytes;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceIdentityTest {
    @ParameterizedTest
    @CsvSource({"192.0.2.1, 192.0.2.1", "::ffff:192.0.2.1, 192.0.2.1", "::FFFF:c000:201, 192.0.2.1",
            "2001:db8:0:0:0:0:0:1, 2001:db8::1", "2001:DB8::1, 2001:db8::1", "0:0:0:0:0:0:0:0, ::",
            "0:0:0:0:0:0:0:1, ::1", "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
            "2001:0:0:1:0:0:0:1, 2001:0:0:1::1", "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
            "2001:db8:0:0:0:0:0:0, 2001:db8::", "fe80:0:0:0:0:0:0:1%2, fe80::1", "'', ''", "a host, a host",
            "1.2.3.4.5, 1.2.3.4.5"})
    void anAddressHasOneText(String written, String expected) {
        assertThat(at(written).ip()).isEqualTo(expected);
        assertThat(at(written)).isEqualTo(at(expected));
    }

    @Test
    void comparesTheAddressThatItWasConfirmedFrom() {
        assertThat(at("::ffff:192.0.2.1").confirmedFrom(InetAddress.ofLiteral("192.0.2.1"))).isTrue();
        assertThat(at("2001:db8::1").confirmedFrom(InetAddress.ofLiteral("2001:db8:0:0::1"))).isTrue();
        assertThat(at("192.0.2.1").confirmedFrom(InetAddress.ofLiteral("192.0.2.2"))).isFalse();
        assertThat(at("").confirmedFrom(InetAddress.ofLiteral("192.0.2.2"))).isFalse();
    }

    @Test
    void printsNoSecret() {
        DeviceIdentity identity = new DeviceIdentity("100000001", OpaqueBytes.copyOf(new byte[6]),
                OpaqueBytes.EMPTY, "");

        assertThat(identity).hasToString(
                "DeviceIdentity[id=100000001, uuid=bytes(6), publicKey=bytes(0), ip=]");
    }

    private static DeviceIdentity at(String ip) {
        return new DeviceIdentity("100000001", OpaqueBytes.EMPTY, OpaqueBytes.EMPTY, ip);
    }
}
