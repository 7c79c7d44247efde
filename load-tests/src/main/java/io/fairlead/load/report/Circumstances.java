package io.fairlead.load.report;

import io.fairlead.load.record.RunInfo;
import io.fairlead.load.record.RunRecord;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where, when and with what a run was made, as names and values. */
final class Circumstances {
    private static final double NANOS = 1e9;

    private Circumstances() {}

    /** In the order of a reader's interest, the configuration left out. */
    static Map<String, String> of(RunRecord record) {
        RunInfo info = record.info();
        Map<String, String> all = new LinkedHashMap<>();
        all.put("target", info.target().kind() + ", " + info.target().host());
        all.put("target is", info.target().description());
        all.put("begin", info.start().toString());
        all.put("length", Quantity.second(record.timeline().length()));
        all.put("interval", record.timeline().interval().toNanos() / NANOS + " s");
        all.put("seed", String.valueOf(info.seed()));
        all.put("generator's cores", String.valueOf(info.machine().cores()));
        all.put("processor", info.machine().processor());
        all.put("memory", info.machine().memory());
        all.put("kernel", info.machine().kernel());
        all.put("java", info.machine().java());
        info.versions().forEach((name, value) -> all.put("version of " + name, value));
        return all;
    }
}
