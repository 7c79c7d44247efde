package io.fairlead.cluster.redis;

import io.lettuce.core.RedisURI;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The three kinds of Redis, as a URL tells them. The client knows no URL for a Redis Cluster, so this has its own. */
record RedisUrl(Kind kind, List<RedisURI> nodes) {
    private static final Pattern CLUSTER = Pattern.compile("redis(s?)-cluster://(?:([^@/]*)@)?([^@/]+)/?");
    static final String EXPECTED = "expected: redis://HOST[:PORT], redis-sentinel://HOST[:PORT],.../#MASTER or"
            + " redis-cluster://HOST[:PORT],...; rediss for TLS";

    enum Kind {
        SINGLE, SENTINEL, CLUSTER
    }

    static RedisUrl parse(String url) {
        try {
            Matcher cluster = CLUSTER.matcher(url);
            if (cluster.matches()) {
                String user = cluster.group(2) == null ? "" : cluster.group(2) + "@";
                return new RedisUrl(Kind.CLUSTER, Arrays.stream(cluster.group(3).split(","))
                        .map(node -> RedisURI.create("redis" + cluster.group(1) + "://" + user + node.strip()))
                        .toList());
            }
            RedisURI uri = RedisURI.create(url);
            return new RedisUrl(uri.getSentinels().isEmpty() ? Kind.SINGLE : Kind.SENTINEL, List.of(uri));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("redis: '" + shown(url) + "' (" + EXPECTED + ")", e);
        }
    }

    /** Without what is secret. */
    private static String shown(String url) {
        return url.replaceAll("//[^@/]*@", "//***@");
    }

    String shown() {
        return kind.name().toLowerCase(java.util.Locale.ROOT) + " "
                + nodes.stream().map(node -> node.getSentinels().isEmpty() ? node : node.getSentinels().getFirst())
                        .map(node -> node.getHost() + ":" + node.getPort()).toList();
    }
}
