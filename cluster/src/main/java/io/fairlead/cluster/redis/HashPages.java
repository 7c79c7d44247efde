package io.fairlead.cluster.redis;

import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Reads a hash of any size in pages, so that no command takes longer than its time-out, nor keeps Redis from others.
 * What is changed meanwhile may be read as it was before or after.
 */
final class HashPages {
    private static final int PAGE = 1000;

    private HashPages() {}

    /** Fails when Redis does. */
    static CompletionStage<Map<String, String>> read(RedisStore store, byte[] key) {
        return read(store, key, ScanCursor.INITIAL, new HashMap<>());
    }

    private static CompletionStage<Map<String, String>> read(
            RedisStore store, byte[] key, ScanCursor from, Map<String, String> fields) {
        return store.commands().hscan(key, from, ScanArgs.Builder.limit(PAGE)).thenCompose(page -> {
            page.getMap().forEach((field, value) -> fields.put(Bytes.text(field), Bytes.text(value)));
            return page.isFinished()
                    ? CompletableFuture.completedStage(fields)
                    : read(store, key, page, fields);
        });
    }
}
