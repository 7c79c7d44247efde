package io.fairlead.cluster.redis;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log what a Redis is not configured for that keeps identities for ever. */
final class RedisAdvice {
    private static final Logger log = LoggerFactory.getLogger(RedisAdvice.class);

    private RedisAdvice() {}

    /** Asks for the configuration, which Redis may refuse; returns at once. */
    static void give(RedisStore store) {
        store.commands().configGet("appendonly", "maxmemory-policy").whenComplete((values, failure) -> {
            if (failure != null) {
                log.atDebug().addKeyValue("reason", failure.getMessage()).log("redis does not tell its configuration");
            } else {
                judge(values);
            }
        });
    }

    private static void judge(Map<String, String> values) {
        if ("no".equals(values.get("appendonly"))) {
            log.atWarn().addKeyValue("appendonly", "no").addKeyValue("expected", "yes")
                    .log("redis forgets identities when it restarts; see docs/redis.md");
        }
        String policy = values.getOrDefault("maxmemory-policy", "noeviction");
        if (!policy.equals("noeviction")) {
            log.atWarn().addKeyValue("maxmemory-policy", policy).addKeyValue("expected", "noeviction")
                    .log("redis may evict identities when its memory is full; see docs/redis.md");
        }
    }
}
