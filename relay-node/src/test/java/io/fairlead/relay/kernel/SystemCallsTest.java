package io.fairlead.relay.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollSocketChannel;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class SystemCallsTest {
    private static final int NO_DESCRIPTOR = -1;

    /** EBADF. */
    private static final int BAD = -9;

    private final SystemCalls calls = new SystemCalls();

    /** A channel of its own does not load what it needs, and whether another test has is chance. */
    @BeforeAll
    static void loadNetty() {
        Epoll.ensureAvailability();
    }

    @Test
    void acknowledgesLaterFromThenOn() {
        EpollSocketChannel channel = new EpollSocketChannel();
        try {
            assertThat(channel.config().isTcpQuickAck()).isTrue();
            assertThat(calls.acknowledgeLater(channel.fd().intValue())).isZero();
            assertThat(channel.config().isTcpQuickAck()).isFalse();
        } finally {
            calls.close(channel.fd().intValue());
        }
    }

    @Test
    void tellsTheErrorOfEachCall() {
        assertThat(calls.acknowledgeLater(NO_DESCRIPTOR)).isEqualTo(BAD);
        assertThat(calls.receive(NO_DESCRIPTOR, 0, 0)).isEqualTo(BAD);
        assertThat(calls.send(NO_DESCRIPTOR, 0, 0)).isEqualTo(BAD);
        assertThat(calls.splice(NO_DESCRIPTOR, NO_DESCRIPTOR, 1)).isEqualTo(BAD);
    }
}
