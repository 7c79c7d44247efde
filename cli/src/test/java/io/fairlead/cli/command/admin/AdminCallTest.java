package io.fairlead.cli.command.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AdminCallTest {
    @Test
    void anIdCannotBecomeAnotherPath() {
        assertThat(AdminCall.of("DELETE", "/sessions/{node}/{number}", "../a b?x#{y}$1\\", "1").uri())
                .isEqualTo("/sessions/..%2Fa%20b%3Fx%23%7By%7D%241%5C/1");
    }

    @Test
    void queriesAreWrittenWhereTheyAreGiven() {
        assertThat(AdminCall.of("GET", "/devices").query("prefix", Optional.of("a&b=c d")).query("after",
                Optional.empty()).flag("x", false).flag("y", true).uri())
                .isEqualTo("/devices?prefix=a%26b%3Dc+d&y=true");
    }

    @Test
    void settingsHaveTheirTypes() {
        AdminCall call = AdminCall.of("PATCH", "/settings").setting("always_use_relay", "true")
                .setting("single_bandwidth", "64.5").setting("blocklist", "192.0.2.1, 192.0.2.2,")
                .setting("relay_servers", "").setting("limit_speed", "fast");
        assertThat(call.bodyText()).isEqualTo("{\"always_use_relay\":true,\"single_bandwidth\":64.5,"
                + "\"blocklist\":[\"192.0.2.1\",\"192.0.2.2\"],\"relay_servers\":[],\"limit_speed\":\"fast\"}");
    }
}
