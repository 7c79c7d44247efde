package io.fairlead.rendezvous.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CrowdsTest {
    private static final InetAddress BRIDGE = InetAddress.ofLiteral("172.17.0.1");

    private final List<String> told = new ArrayList<>();
    private final Crowds crowds = new Crowds(3,
            (address, devices) -> told.add(address.getHostAddress() + " " + devices));

    private void join(InetAddress address, int times) {
        for (int i = 0; i < times; i++) {
            crowds.joined(address);
        }
    }

    @Test
    void manyDevicesAtOnePrivateAddressAreFoundOnce() {
        join(BRIDGE, 2);
        assertThat(crowds.isCrowded(BRIDGE)).isFalse();
        join(BRIDGE, 10);
        assertThat(crowds.isCrowded(BRIDGE)).isTrue();
        assertThat(told).containsExactly("172.17.0.1 3");
    }

    @Test
    void devicesThatComeAndGoAreNoCrowd() {
        for (int i = 0; i < 10; i++) {
            join(BRIDGE, 2);
            crowds.left(BRIDGE);
            crowds.left(BRIDGE);
        }
        assertThat(crowds.isCrowded(BRIDGE)).isFalse();
    }

    @Test
    void anOfficeBehindAPublicAddressAndATestersLoopbackAreNone() {
        for (String address : List.of("203.0.113.7", "2001:db8::1", "127.0.0.1", "::1")) {
            join(InetAddress.ofLiteral(address), 10);
            assertThat(crowds.isCrowded(InetAddress.ofLiteral(address))).isFalse();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void carrierGradeAndUniqueLocalAddressesCount() {
        for (String address : List.of("100.64.0.1", "fd00::1", "10.244.0.1")) {
            join(InetAddress.ofLiteral(address), 3);
            assertThat(crowds.isCrowded(InetAddress.ofLiteral(address))).isTrue();
        }
    }

    @Test
    void zeroSwitchesItOff() {
        Crowds off = new Crowds(0, (_, _) -> told.add("found"));
        for (int i = 0; i < 100; i++) {
            off.joined(BRIDGE);
        }
        assertThat(off.isCrowded(BRIDGE)).isFalse();
        assertThat(told).isEmpty();
    }
}
