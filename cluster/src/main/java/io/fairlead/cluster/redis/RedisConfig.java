package io.fairlead.cluster.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a node finds its Redis.
 *
 * @param url      {@code redis://[user:password@]host[:port][/db]}, {@code redis-sentinel://host[:port],.../db#master}
 *                 or {@code redis-cluster://host[:port],...}; with {@code rediss} for TLS
 * @param password empty when none is asked for, or the URL has it
 * @param ca       certificates (PEM) that Redis' own must come from; empty = those that Java trusts
 * @param timeout  a command that is not answered by then has failed
 * @param prefix   all keys begin with it, so that several installations can share one Redis
 * @param replicas an identity counts as stored when so many replicas have it too; 0 = the master alone
 */
public record RedisConfig(
        String url, Optional<String> password, Optional<Path> ca, Duration timeout, String prefix, int replicas) {
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(1);

    /**
     * Checks the parts that do not need the network.
     *
     * @throws NullPointerException     when one is missing
     * @throws IllegalArgumentException when one is out of range; the message names it
     */
    public RedisConfig {
        RedisUrl.parse(url);
        Objects.requireNonNull(password, "password");
        Objects.requireNonNull(ca, "ca");
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("redis-timeout: " + timeout + " (expected: more than 0)");
        }
        if (!prefix.matches("[A-Za-z0-9_.-]{1,32}")) {
            throw new IllegalArgumentException(
                    "redis-prefix: '" + prefix + "' (expected: 1 to 32 letters, digits, '_', '.', '-')");
        }
        if (replicas < 0) {
            throw new IllegalArgumentException("redis-replicas: " + replicas + " (expected: at least 0)");
        }
    }

    /**
     * A Redis with the defaults.
     *
     * @param url where it is
     * @return the configuration
     */
    public static RedisConfig of(String url) {
        return new RedisConfig(url, Optional.empty(), Optional.empty(), DEFAULT_TIMEOUT, "fairlead", 0);
    }

    /**
     * Says what is wrong with a URL.
     *
     * @param url where Redis is said to be
     * @return what is expected instead; empty when nothing is wrong
     */
    public static Optional<String> mistake(String url) {
        try {
            RedisUrl.parse(url);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(RedisUrl.EXPECTED);
        }
    }

    /**
     * Says where Redis is, for operators.
     *
     * @return without what is secret
     */
    public String shown() {
        return "redis, " + RedisUrl.parse(url).shown() + ", prefix " + prefix;
    }

    @Override
    public String toString() {
        return "RedisConfig[" + RedisUrl.parse(url).shown() + ", prefix=" + prefix + "]";
    }
}
