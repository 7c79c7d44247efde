package io.fairlead.load.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.load.bench.Sources;
import io.fairlead.load.client.Target;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunningSiteTest {
    @ParameterizedTest
    @CsvSource({"127.0.0.1, LOOPBACK", "::1, LOOPBACK", "100.64.0.0, SHARED", "100.127.255.1, SHARED",
            "100.128.0.1, SYSTEM", "100.63.255.255, SYSTEM", "192.0.2.1, SYSTEM", "2001:db8::1, SYSTEM"})
    void clientsHaveAsManyAddressesAsThereAre(String host, Sources sources) {
        assertThat(new RunningSite(new Target(host, 21116, ""), Map.of()).sources()).isEqualTo(sources);
    }
}
