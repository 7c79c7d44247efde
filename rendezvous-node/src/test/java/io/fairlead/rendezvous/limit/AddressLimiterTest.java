package io.fairlead.rendezvous.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AddressLimiterTest {
    private static final InetAddress HERE = InetAddress.ofLiteral("192.0.2.1");
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long DAY = TimeUnit.DAYS.toNanos(1);

    private static int admitted(AddressLimiter limiter, InetAddress from, int tries, long now) {
        int admitted = 0;
        for (int i = 0; i < tries; i++) {
            admitted += limiter.admit(from, "same-id", now) ? 1 : 0;
        }
        return admitted;
    }

    @Test
    void admitsThirtyKeysAMinuteAndEachOtherAddressAsMany() {
        AddressLimiter limiter = new AddressLimiter(30, 300, 1000, _ -> false);
        assertThat(admitted(limiter, HERE, 100, 0)).isEqualTo(30);
        assertThat(admitted(limiter, InetAddress.ofLiteral("192.0.2.2"), 100, 0)).isEqualTo(30);
        assertThat(admitted(limiter, HERE, 100, 30 * SECOND)).isEqualTo(15);
        assertThat(admitted(limiter, HERE, 100, 24 * 3600 * SECOND)).isEqualTo(30);
    }

    @Test
    void triesThatAreRefusedDoNotLengthenTheRefusal() {
        AddressLimiter limiter = new AddressLimiter(30, 300, 1000, _ -> false);
        long admitted = 0;
        for (int second = 0; second < 600; second++) {
            admitted += admitted(limiter, HERE, 10, second * SECOND);
        }
        assertThat(admitted).isBetween(320L, 331L);
    }

    @Test
    void admitsThreeHundredIdsADay() {
        AddressLimiter limiter = new AddressLimiter(0, 300, 1000, _ -> false);
        int admitted = 0;
        for (int i = 0; i < 400; i++) {
            admitted += limiter.admit(HERE, "id" + i, 0) ? 1 : 0;
        }
        assertThat(admitted).isEqualTo(300);
        assertThat(limiter.admit(HERE, "id7", DAY / 2)).as("a known one").isTrue();
        assertThat(limiter.admit(HERE, "id399", DAY / 2)).isFalse();
        assertThat(limiter.admit(HERE, "id399", DAY)).isTrue();
    }

    @Test
    void ipv6AddressesOfOneNetworkCountTogether() {
        AddressLimiter limiter = new AddressLimiter(30, 300, 1000, _ -> false);
        assertThat(admitted(limiter, InetAddress.ofLiteral("2001:db8::1"), 30, 0)).isEqualTo(30);
        assertThat(admitted(limiter, InetAddress.ofLiteral("2001:db8::2"), 30, 0)).isZero();
        assertThat(admitted(limiter, InetAddress.ofLiteral("2001:db8:0:1::1"), 30, 0)).isEqualTo(30);
    }

    @Test
    void strangersCannotMakeItGrow() {
        AddressLimiter limiter = new AddressLimiter(30, 300, 100, _ -> false);
        for (int i = 0; i < 10_000; i++) {
            limiter.admit(InetAddress.ofLiteral("10.0." + i / 256 % 256 + "." + i % 256), "id", i);
        }
        assertThat(limiter.uses(0)).hasSize(100);
    }

    @Test
    void theOneLongestUnheardIsForgotten() {
        AddressLimiter limiter = new AddressLimiter(1, 300, 3, _ -> false);
        List<InetAddress> addresses = IntStream.range(1, 5).mapToObj(i -> InetAddress.ofLiteral("192.0.2." + i))
                .toList();
        addresses.subList(0, 3).forEach(address -> assertThat(limiter.admit(address, "id", 0)).isTrue());
        assertThat(limiter.admit(addresses.get(0), "id", 0)).as("heard again, and refused").isFalse();

        assertThat(limiter.admit(addresses.get(3), "id", 0)).isTrue();

        assertThat(limiter.uses(0)).extracting(AddressUse::address)
                .containsExactly(addresses.get(2), addresses.get(0), addresses.get(3));
        assertThat(limiter.admit(addresses.get(0), "id", 0)).isFalse();
        assertThat(limiter.use(addresses.get(1), 0)).isEmpty();
    }

    @Test
    void whatIsForgottenStartsAgain() {
        AddressLimiter limiter = new AddressLimiter(0, 2, 3, _ -> false);
        InetAddress other = InetAddress.ofLiteral("2001:db8::1");
        for (InetAddress address : List.of(HERE, other)) {
            assertThat(limiter.admit(address, "a", 0)).isTrue();
            assertThat(limiter.admit(address, "b", 0)).isTrue();
            assertThat(limiter.admit(address, "c", 0)).isFalse();
        }
        assertThat(limiter.use(HERE, 0)).hasValueSatisfying(use -> assertThat(use.ids()).isEqualTo(2));

        limiter.forget(HERE);
        assertThat(limiter.use(HERE, 0)).isEmpty();
        assertThat(limiter.admit(HERE, "c", 0)).isTrue();
        assertThat(limiter.admit(HERE, "d", 0)).isTrue();
        assertThat(limiter.admit(other, "c", 0)).isFalse();

        limiter.forgetAll();
        assertThat(limiter.uses(0)).isEmpty();
        assertThat(limiter.admit(other, "c", 0)).isTrue();
    }

    @Test
    void theIdsOfWhoWasForgottenAreNotThoseOfWhoTookItsPlace() {
        AddressLimiter limiter = new AddressLimiter(0, 2, 1, _ -> false);
        limiter.admit(HERE, "a", 0);
        limiter.admit(HERE, "b", 0);
        InetAddress next = InetAddress.ofLiteral("192.0.2.9");
        assertThat(limiter.admit(next, "c", 0)).isTrue();
        assertThat(limiter.admit(next, "b", 0)).isTrue();
        assertThat(limiter.use(next, 0)).hasValueSatisfying(use -> assertThat(use.ids()).isEqualTo(2));
        assertThat(limiter.admit(next, "a", 0)).isFalse();
    }

    @Test
    void anIdMayBeRegisteredThreeTimesInARow() {
        IdLimiter limiter = new IdLimiter(3, 100);
        assertThat(limiter.admit("a", 0)).isTrue();
        assertThat(limiter.admit("a", 5 * SECOND)).isTrue();
        assertThat(limiter.admit("a", 10 * SECOND)).isTrue();
        assertThat(limiter.admit("a", 15 * SECOND)).isFalse();
        assertThat(limiter.admit("b", 15 * SECOND)).isTrue();
        assertThat(limiter.admit("a", 21 * SECOND)).isTrue();
    }

    @Test
    void anAddressThatStandsForManyHasNoLimits() throws Exception {
        InetAddress gateway = InetAddress.ofLiteral("172.17.0.1");
        AddressLimiter limiter = new AddressLimiter(1, 1, 100, gateway::equals);
        for (int i = 0; i < 1000; i++) {
            assertThat(limiter.admit(gateway, "device" + i, 0)).isTrue();
        }
        InetAddress other = InetAddress.ofLiteral("172.17.0.2");
        assertThat(limiter.admit(other, "device0", 0)).isTrue();
        assertThat(limiter.admit(other, "device1", 0)).isFalse();
    }
}
