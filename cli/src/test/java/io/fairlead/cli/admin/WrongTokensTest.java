package io.fairlead.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongTokensTest {
    private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1);
    private final WrongTokens wrong = new WrongTokens(clock::get);

    private void times(InetAddress from, int count) {
        for (int i = 0; i < count; i++) {
            wrong.wrong(from);
        }
    }

    @Test
    void tenAreTooManyUntilTheMinuteIsOver() {
        times(ADDRESS, WrongTokens.MOST - 1);
        assertThat(wrong.tooMany(ADDRESS)).isFalse();
        wrong.wrong(ADDRESS);
        assertThat(wrong.tooMany(ADDRESS)).isTrue();
        clock.addAndGet(WrongTokens.WINDOW_NANOS - 1);
        assertThat(wrong.tooMany(ADDRESS)).isTrue();
        clock.incrementAndGet();
        assertThat(wrong.tooMany(ADDRESS)).isFalse();
        wrong.wrong(ADDRESS);
        assertThat(wrong.tooMany(ADDRESS)).isFalse();
    }

    @Test
    void anotherAddressIsNotMeant() {
        times(ADDRESS, WrongTokens.MOST);
        assertThat(wrong.tooMany(InetAddress.ofLiteral("192.0.2.2"))).isFalse();
    }

    @Test
    void aNetworkOfIpv6CountsAsOne() {
        times(InetAddress.ofLiteral("2001:db8::1"), WrongTokens.MOST);
        assertThat(wrong.tooMany(InetAddress.ofLiteral("2001:db8::ffff:1"))).isTrue();
        assertThat(wrong.tooMany(InetAddress.ofLiteral("2001:db8:0:1::1"))).isFalse();
    }
}
