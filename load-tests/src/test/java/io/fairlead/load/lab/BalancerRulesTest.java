package io.fairlead.load.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BalancerRulesTest {
    private final BalancerRules rules = new BalancerRules("10.77.0.1", "10.77.0.254");

    @Test
    void drawsForEachServiceAmongItsNodes() {
        Map<Service, List<String>> backends = new EnumMap<>(Map.of(
                Service.RENDEZVOUS, List.of("10.77.1.1", "10.77.1.2"), Service.RELAY, List.of("10.77.1.101")));
        assertThat(rules.text(backends).lines().filter(line -> line.contains("dnat"))).containsExactly(
                "add rule ip lab_balancer balance ip daddr 10.77.0.1 meta l4proto { tcp, udp } th dport"
                        + " { 21115, 21116, 21118 } dnat to numgen random mod 2 map"
                        + " { 0 : 10.77.1.1, 1 : 10.77.1.2 }",
                "add rule ip lab_balancer balance ip daddr 10.77.0.1 meta l4proto { tcp, udp } th dport"
                        + " { 21117, 21119 } dnat to numgen random mod 1 map { 0 : 10.77.1.101 }");
    }

    @Test
    void hasNoRuleForAServiceWithoutNodes() {
        assertThat(rules.text(new EnumMap<>(Map.of(Service.RELAY, List.of()))))
                .contains("flush table")
                .doesNotContain("dnat to", "snat to");
    }
}
