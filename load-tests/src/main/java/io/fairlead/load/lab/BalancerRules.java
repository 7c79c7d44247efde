package io.fairlead.load.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Who gets which flows, as a transaction of nftables: decides nothing by itself and touches nothing. */
final class BalancerRules {
    private static final String TABLE = "lab_balancer";

    private final String virtualAddress;
    private final String router;

    BalancerRules(String virtualAddress, String router) {
        this.virtualAddress = virtualAddress;
        this.router = router;
    }

    /**
     * All rules, replaced at once, so that no flow meets half of them. The chains stay, as the kernel translates what
     * flows already only while there are some.
     */
    String text(Map<Service, List<String>> backends) {
        List<String> lines = new ArrayList<>();
        lines.add("add table ip " + TABLE);
        lines.add("add chain ip " + TABLE + " balance { type nat hook prerouting priority dstnat; policy accept; }");
        lines.add("add chain ip " + TABLE + " hairpin { type nat hook postrouting priority srcnat; policy accept; }");
        lines.add("flush table ip " + TABLE);
        backends.forEach((service, nodes) -> {
            if (!nodes.isEmpty()) {
                lines.add("add rule ip %s balance ip daddr %s meta l4proto { tcp, udp } th dport { %s } dnat to %s"
                        .formatted(TABLE, virtualAddress, service.ports(), choice(nodes)));
            }
        });
        // A node that asks for the virtual address and gets itself would answer itself past the balancer.
        backends.values().stream().flatMap(List::stream).distinct().forEach(node -> lines.add(
                "add rule ip %s hairpin ct original ip daddr %s ip saddr %s ip daddr %s snat to %s"
                        .formatted(TABLE, virtualAddress, node, node, router)));
        return String.join("\n", lines) + "\n";
    }

    /** Each new flow draws anew, as kube-proxy has it. */
    private static String choice(List<String> nodes) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            pairs.add(i + " : " + nodes.get(i));
        }
        return "numgen random mod " + nodes.size() + " map { " + String.join(", ", pairs) + " }";
    }
}
