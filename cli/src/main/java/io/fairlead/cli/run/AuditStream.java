package io.fairlead.cli.run;

import io.fairlead.audit.AuditDestination;
import io.fairlead.cluster.redis.RedisAudit;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Audit lines to the stream in Redis. The connection is the backend's. */
final class AuditStream implements AuditDestination {
    /** Redis' own limit of time ends a command sooner, unless it is set to more. */
    private static final long ANSWER_SECONDS = 60;

    private final RedisAudit stream;

    AuditStream(RedisAudit stream) {
        this.stream = stream;
    }

    @Override
    public Outcome send(List<String> lines) throws IOException, InterruptedException {
        try {
            stream.append(lines).toCompletableFuture().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return new Outcome.Delivered();
        } catch (ExecutionException e) {
            return new Outcome.Later("redis: " + e.getCause().getMessage(), Optional.empty());
        } catch (TimeoutException e) {
            throw new IOException("redis: no answer", e);
        }
    }

    @Override
    public void close() {
        // The connection serves others too.
    }
}
