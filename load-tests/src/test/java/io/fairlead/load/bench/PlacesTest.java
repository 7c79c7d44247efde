package io.fairlead.load.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.load.bench.os.Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where generators and servers are, and in which order they are measured. */
class PlacesTest {
    @Test
    void serversHaveTheFirstCoreAndTheGeneratorTheLast() {
        assertThat(Cores.divide(" 0-3,6\n")).isEqualTo(new Cores(Optional.of("0"), Optional.of("6")));
        assertThat(Cores.divide("2,3")).isEqualTo(new Cores(Optional.of("2"), Optional.of("3")));
        assertThat(Cores.divide("4")).isEqualTo(Cores.ANY);
        assertThat(Cores.parse("0-2,8")).containsExactly(0, 1, 2, 8);
        assertThatThrownBy(() -> Cores.parse("0-")).hasMessageContaining("expected");
        assertThatThrownBy(() -> Cores.parse("a")).hasMessageContaining("'a'");
    }

    @Test
    void whateverFalsifiesFiguresIsSaid() {
        assertThat(Isolation.HERE.cautions(Cores.ANY)).hasSize(2)
                .anyMatch(text -> text.contains("congestion control"))
                .anyMatch(text -> text.contains("share their cores"));
        assertThat(Isolation.PRIVATE.cautions(new Cores(Optional.of("0"), Optional.of("1")))).isEmpty();
        assertThat(Isolation.PRIVATE.prefix(Optional.of("1"))).containsExactly("taskset", "-c", "1", "unshare", "-n");
        assertThat(Isolation.HERE.prefix(Optional.empty())).isEmpty();
    }

    @Test
    void eachDeviceHasAnAddressOfItsOwnByWhichItIsKnown() {
        assertThat(Sources.LOOPBACK.address(0)).hasToString("127.65.0.0:0");
        assertThat(Sources.LOOPBACK.address(65_536 + 258)).hasToString("127.66.1.2:0");
        assertThat(Sources.PRIVATE_NETWORK.address(Sources.MOST - 1)).hasToString("10.126.255.255:0");
        assertThat(Sources.PRIVATE_NETWORK.number(Sources.PRIVATE_NETWORK.ip(123_456))).isEqualTo(123_456);
        assertThat(Sources.SYSTEM.address(7)).isEqualTo(Address.ANY);
        assertThatThrownBy(() -> Sources.LOOPBACK.ip(Sources.MOST)).hasMessageContaining("expected");
    }

    @Test
    void addressesAreReadAndWrittenAsOthersDo() {
        Address address = Address.of(new InetSocketAddress(InetAddress.ofLiteral("203.0.113.250"), 21_117));
        assertThat(address).hasToString("203.0.113.250:21117");
        assertThat(address.socketAddress()).isEqualTo(new InetSocketAddress("203.0.113.250", 21_117));
        assertThatThrownBy(() -> Address.of(new InetSocketAddress(InetAddress.ofLiteral("::1"), 1)))
                .hasMessageContaining("IPv4");
    }

    @Test
    void eachTargetIsTheFirstInSomeRound() {
        assertThat(Rounds.order(0, 3)).containsExactly(0, 1, 2);
        assertThat(Rounds.order(1, 3)).containsExactly(1, 2, 0);
        assertThat(Rounds.order(5, 3)).containsExactly(2, 0, 1);
        assertThat(Rounds.order(4, 0)).isEqualTo(List.of());
        assertThatThrownBy(() -> new Rounds(0, Duration.ofSeconds(1), Duration.ZERO)).hasMessageContaining("rounds 0");
    }
}
