package io.fairlead.rendezvous.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelayNameTest {
    @ParameterizedTest
    @CsvSource({
            "Relay.Example.COM., relay.example.com, 21117, false",
            "relay.example.com:80, relay.example.com, 80, false",
            "192.0.2.1, 192.0.2.1, 21117, true",
            "1.2.3.example:9, 1.2.3.example, 9, false",
            "1.2.3.4.5, 1.2.3.4.5, 21117, false",
            "[2001:DB8::1]:7, 2001:db8:0:0:0:0:0:1, 7, true",
            "fe80::1, fe80:0:0:0:0:0:0:1, 21117, true",
            "abcd:ef01::, abcd:ef01:0:0:0:0:0:0, 21117, true",
            "[cafe.example]:7, cafe.example, 7, false"
    })
    void namesAndLiteralsHaveOneForm(String text, String host, int port, boolean isIp) {
        assertThat(RelayName.of(text)).hasValueSatisfying(name -> {
            assertThat(name.host()).isEqualTo(host);
            assertThat(name.port()).isEqualTo(port);
            assertThat(name.isIp()).isEqualTo(isIp);
        });
    }
}
