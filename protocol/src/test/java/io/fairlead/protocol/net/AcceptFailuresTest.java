package io.fairlead.protocol.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AcceptFailuresTest {
    @Test
    void countsFailuresAndLetsOthersHearOfThem() {
        AcceptFailures failures = new AcceptFailures();
        EmbeddedChannel first = new EmbeddedChannel(failures);
        EmbeddedChannel second = new EmbeddedChannel(failures);
        assertThat(failures.count()).isZero();

        first.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));
        second.pipeline().fireExceptionCaught(new IOException("accept(..) failed: Too many open files"));

        assertThat(failures.count()).isEqualTo(2);
        assertThatThrownBy(first::checkException).isInstanceOf(IOException.class).hasMessageContaining("Too many");
    }
}
