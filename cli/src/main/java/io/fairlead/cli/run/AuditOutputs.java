package io.fairlead.cli.run;

import io.fairlead.audit.AuditCounts;
import io.fairlead.audit.AuditDestination;
import io.fairlead.audit.AuditFile;
import io.fairlead.audit.AuditLog;
import io.fairlead.audit.AuditOutput;
import io.fairlead.audit.AuditWebhook;
import io.fairlead.audit.QueuedOutput;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.Settings;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cluster.redis.RedisAudit;
import io.fairlead.metrics.Meters;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens the outputs of the audit that the operator wants. */
final class AuditOutputs {
    private static final long MEGABYTE = 1_000_000;

    /** As for the secret of relays: shorter ones can be guessed by trying. */
    private static final int SHORTEST_SECRET = 16;

    private final Settings settings;
    private final Backend backend;
    private final Meters meters;

    AuditOutputs(Settings settings, Backend backend, Meters meters) {
        this.settings = settings;
        this.backend = backend;
        this.meters = meters;
    }

    /** Empty when no output is wanted; the log closes the outputs. */
    Optional<AuditLog> open(String node) throws SettingsException {
        // All that can be wrong first, as what has begun would have to be ended.
        Optional<AuditDestination> stream = stream();
        Optional<AuditDestination> webhook = webhook();
        List<AuditOutput> outputs = new ArrayList<>();
        file().ifPresent(outputs::add);
        stream.map(to -> sent("stream", to)).ifPresent(outputs::add);
        webhook.map(to -> sent("webhook", to)).ifPresent(outputs::add);
        return outputs.isEmpty()
                ? Optional.empty()
                : Optional.of(new AuditLog(node, InstantSource.system(), AuditLog.DEFAULT_CAPACITY, outputs,
                        AuditCounts.of(meters, "queue")));
    }

    private Optional<AuditFile> file() throws SettingsException {
        Optional<String> file = settings.optional(Setting.AUDIT_FILE);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(AuditFile.open(
                    settings.dataDirectory().resolve(file.get()),
                    settings.whole(Setting.AUDIT_ROTATE_SIZE) * MEGABYTE,
                    settings.whole(Setting.AUDIT_KEEP),
                    InstantSource.system(),
                    AuditCounts.of(meters, "file")));
        } catch (IOException e) {
            throw new SettingsException(List.of("audit-file: " + e.getMessage()));
        }
    }

    private Optional<AuditDestination> stream() throws SettingsException {
        int length = settings.whole(Setting.AUDIT_STREAM);
        if (length == 0) {
            return Optional.empty();
        }
        Optional<RedisAudit> stream = backend.audit(length);
        if (stream.isEmpty()) {
            throw new SettingsException(List.of("audit-stream: '" + length + "', but redis is not set (expected: 0)"));
        }
        return stream.map(AuditStream::new);
    }

    private Optional<AuditDestination> webhook() throws SettingsException {
        Optional<String> url = settings.optional(Setting.AUDIT_WEBHOOK);
        if (url.isEmpty()) {
            return Optional.empty();
        }
        String secret = settings.optional(Setting.AUDIT_WEBHOOK_SECRET).orElse("");
        if (secret.length() < SHORTEST_SECRET) {
            throw new SettingsException(List.of("audit-webhook-secret: has " + secret.length()
                    + " characters (expected: " + SHORTEST_SECRET + " or more, as audit-webhook is set)"));
        }
        return Optional.of(new AuditWebhook(URI.create(url.get()), secret, InstantSource.system()));
    }

    private QueuedOutput sent(String name, AuditDestination destination) {
        return QueuedOutput.start(name, destination, AuditCounts.of(meters, name));
    }
}
