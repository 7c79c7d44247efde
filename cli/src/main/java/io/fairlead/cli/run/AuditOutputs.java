package io.fairlead.cli.run;

import io.fairlead.audit.AuditCounts;
import io.fairlead.audit.AuditFile;
import io.fairlead.audit.AuditLog;
import io.fairlead.audit.AuditOutput;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.metrics.Meters;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the outputs of the audit that the operator wants. */
final class AuditOutputs {
    private static final long MEGABYTE = 1_000_000;

    private final Settings settings;
    private final Meters meters;

    AuditOutputs(Settings settings, Meters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /** Empty when no output is wanted; the log closes the outputs. */
    Optional<AuditLog> open(String node) throws SettingsException {
        List<AuditOutput> outputs = new ArrayList<>();
        try {
            Optional<String> file = settings.optional(Setting.AUDIT_FILE);
            if (file.isPresent()) {
                outputs.add(AuditFile.open(
                        settings.dataDirectory().resolve(file.get()),
                        settings.whole(Setting.AUDIT_ROTATE_SIZE) * MEGABYTE,
                        settings.whole(Setting.AUDIT_KEEP),
                        InstantSource.system(),
                        AuditCounts.of(meters, "file")));
            }
        } catch (IOException e) {
            throw new SettingsException(List.of("audit-file: " + e.getMessage()));
        }
        return outputs.isEmpty()
                ? Optional.empty()
                : Optional.of(new AuditLog(node, InstantSource.system(), AuditLog.DEFAULT_CAPACITY, outputs,
                        AuditCounts.of(meters, "queue")));
    }
}
