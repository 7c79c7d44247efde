package io.fairlead.cluster.redis;

/** Redis cannot be used at the start. The message names it and says why. */
public final class RedisUnreachableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
