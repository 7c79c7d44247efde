package io.fairlead.load.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** What records of tests have in common. */
final class Records {
    static final Instant START = Instant.parse("2026-11-29T06:00:00.250Z");

    private Records() {}

    static RunInfo info() {
        return info(START);
    }

    static RunInfo info(Instant start) {
        Map<String, String> configuration = new LinkedHashMap<>();
        configuration.put("devices", "1000");
        configuration.put("a last one", "<&>\"'");
        return new RunInfo("steady day", "All is as always.", 42,
                new RunInfo.Target("cluster", "id.example.org", "three nodes behind one host"),
                new MachineInfo(2, "Some processor", "16 GB", "Linux 6.1", "OpenJDK 25"), start, configuration,
                Map.of("fairlead", "0.1.0"));
    }
}
