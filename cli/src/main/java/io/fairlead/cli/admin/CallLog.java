package io.fairlead.cli.admin;

import io.fairlead.audit.AuditEvent;
import io.fairlead.audit.AuditSink;
import io.fairlead.metrics.AdminMetric;
import io.fairlead.metrics.Meters;
import io.fairlead.protocol.net.LogText;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Notes every call: in the audit for ever, in the log what changes something and who is refused, in the meters. */
final class CallLog {
    private static final Logger log = LoggerFactory.getLogger("fairlead.admin");

    /** What somebody does on purpose. The rest is a browser without a token, noise, or has been told ten times. */
    private static final Set<String> TOLD = Set.of("wrong_token", "wrong_host", "wrong_origin");

    private static final int OK = 200;
    private static final int FIRST_FAILURE = 400;

    private final AuditSink audit;
    private final Meters meters;

    CallLog(AuditSink audit, Meters meters) {
        this.audit = audit;
        this.meters = meters;
    }

    /** Somebody was not let in. */
    void refused(ApiRequest request, String reason) {
        meters.counter(AdminMetric.CALLS, "none", reason).add(1);
        log.atLevel(TOLD.contains(reason) ? Level.WARN : Level.DEBUG)
                .addKeyValue("from", LogText.of(request.from()))
                .addKeyValue("reason", reason)
                .log("administration refused");
        audit.record(new AuditEvent.Refusal("administration", request.from(), "", reason));
    }

    /** Somebody with a token made a call. */
    void called(ApiRequest request, String who, String operation, int status, String outcome) {
        meters.counter(AdminMetric.CALLS, operation, status < FIRST_FAILURE ? "ok" : "failed").add(1);
        String target = LogText.printable(request.path());
        String details = details(request);
        boolean changes = !request.method().equals("GET") && !request.method().equals("HEAD");
        log.atLevel(changes && status == OK ? Level.INFO : Level.DEBUG)
                .addKeyValue("who", who)
                .addKeyValue("from", LogText.of(request.from()))
                .addKeyValue("action", operation)
                .addKeyValue("target", target)
                .addKeyValue("status", status)
                .log("administration");
        audit.record(new AuditEvent.Administration(
                who, request.from(), operation, target, details, status, outcome));
    }

    private static String details(ApiRequest request) {
        String body = new String(request.body().toByteArray(), StandardCharsets.UTF_8).replace('"', '\'');
        return LogText.printable(request.query() + (request.query().isEmpty() || body.isEmpty() ? "" : " ") + body);
    }
}
