package io.fairlead.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostCheckTest {
    private final HostCheck hosts = new HostCheck(Set.of("admin.example.com"));

    private static ApiRequest to(String host) {
        return Requests.with(Requests.get("/"), "host", host);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:21122", "127.0.0.1", "[::1]:21122", "[::1]", "localhost", "LocalHost:21122",
            "192.0.2.1:80", "admin.example.com", "ADMIN.example.com:8443"})
    void takesAddressesLocalhostAndTheOperatorsNames(String host) {
        assertThat(hosts.isWrongHost(to(host))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example", "attacker.example:21122", "127.0.0.1.attacker.example", "localhost.",
            "localhost.attacker.example", "", ":21122", "::1", "[attacker.example]", "[::1",
            "127.0.0.1, attacker.example",
            "admin.example.com.", "xadmin.example.com", "2130706433", "0x7f000001", "127.1", "999.1.1.1",
            "127.0.0.1:999999", "admin.example.com@attacker.example", "[::1%eth0]x"})
    void refusesWhatAStrangersNameMayBe(String host) {
        assertThat(hosts.isWrongHost(to(host))).isTrue();
    }

    @Test
    void refusesACallWithoutAHost() {
        assertThat(hosts.isWrongHost(Requests.without(Requests.get("/"), "host"))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
            "127.0.0.1:21122, http://127.0.0.1:21122",
            "localhost:21122, http://localhost:21122",
            "[::1]:21122, http://[::1]:21122",
            "admin.example.com, https://admin.example.com",
            "admin.example.com:443, https://admin.example.com",
            "admin.example.com, http://admin.example.com:80",
            "Admin.Example.com, HTTPS://ADMIN.example.com"
    })
    void takesCallsOfItsOwnPage(String host, String origin) {
        assertThat(hosts.isOfAnotherSite(Requests.with(to(host), "origin", origin))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
            "127.0.0.1:21122, http://attacker.example",
            "127.0.0.1:21122, http://127.0.0.1:8080",
            "127.0.0.1:21122, http://127.0.0.1",
            "127.0.0.1:21122, http://localhost:21122",
            "127.0.0.1:21122, null",
            "127.0.0.1:21122, file://",
            "127.0.0.1:21122, 127.0.0.1:21122",
            "127.0.0.1:21122, http://127.0.0.1:21122.attacker.example",
            "admin.example.com, https://admin.example.com:8443",
            "admin.example.com, http://admin.example.com:443",
            "admin.example.com, chrome-extension://admin.example.com"
    })
    void refusesCallsOfOtherPages(String host, String origin) {
        assertThat(hosts.isOfAnotherSite(Requests.with(to(host), "origin", origin))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"cross-site, true", "same-site, true", "anything, true", "same-origin, false", "none, false"})
    void believesWhatABrowserSaysOfTheSite(String site, boolean another) {
        assertThat(hosts.isOfAnotherSite(Requests.with(to("127.0.0.1"), "sec-fetch-site", site))).isEqualTo(another);
    }
}
