package io.fairlead.load.bench.server;

import io.fairlead.load.bench.os.Address;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Fairlead's arguments: its limits raised beyond what a benchmark reaches, and nothing else changed. */
final class FairleadOptions {
    private static final String ENDLESS = "1000000";

    private FairleadOptions() {}

    /** What the user gives wins: each option may be given once. */
    static List<String> of(ServerRole role, Address at, Path directory, List<String> more) {
        Map<String, String> ours = new LinkedHashMap<>();
        switch (role) {
            case RELAY -> {
                ours.put("--relay-admission", "open");
                ours.put("--single-bandwidth", ENDLESS);
                ours.put("--total-bandwidth", ENDLESS);
                ours.put("--limit-speed", ENDLESS);
                ours.put("--downgrade-threshold", "1");
                ours.put("--max-parked-legs", ENDLESS);
                ours.put("--max-parked-legs-per-address", ENDLESS);
            }
            case RENDEZVOUS -> {
                ours.put("--register-pk-per-address", "0");
                ours.put("--ids-per-address", "0");
                ours.put("--register-pk-per-id", "0");
                ours.put("--lan", "none");
                ours.put("--masquerade-devices", "0");
                ours.put("--relay-servers", at.host() + ":" + (at.port() + 1));
            }
        }
        ours.put("--port", String.valueOf(at.port()));
        ours.put("--metrics-port", "-1");
        ours.put("--max-connections", ENDLESS);
        ours.put("--data-dir", directory.toString());
        ours.put("--log-level", "warn");
        List<String> all = new ArrayList<>(List.of(role == ServerRole.RELAY ? "relay" : "rendezvous"));
        ours.forEach((flag, value) -> {
            if (more.stream().noneMatch(given -> given.equals(flag) || given.startsWith(flag + "="))) {
                all.add(flag);
                all.add(value);
            }
        });
        all.addAll(more);
        return all;
    }
}
