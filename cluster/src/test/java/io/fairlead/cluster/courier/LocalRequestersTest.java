package io.fairlead.cluster.courier;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalRequestersTest extends RequesterDirectoryContract {
    @Override
    protected RequesterDirectory open(Duration lease) {
        return new LocalRequesters(System::nanoTime, lease);
    }

    @Test
    void theOldestAreForgottenWhenThereAreTooMany() {
        LocalRequesters requesters = new LocalRequesters(() -> 0, Duration.ofSeconds(30));
        for (int i = 0; i <= 200_000; i++) {
            requesters.hold(new InetSocketAddress("10.0." + (i >> 16) + ".1", i & 0xffff), "one");
        }
        assertThat(requesters.find(new InetSocketAddress("10.0.0.1", 0)).toCompletableFuture().join())
                .isEqualTo(new RequesterDirectory.Found.Nodes(Set.of()));
        assertThat(requesters.find(new InetSocketAddress("10.0.0.1", 1)).toCompletableFuture().join())
                .isEqualTo(new RequesterDirectory.Found.Nodes(Set.of("one")));
    }
}
