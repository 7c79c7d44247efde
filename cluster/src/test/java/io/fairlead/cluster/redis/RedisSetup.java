package io.fairlead.cluster.redis;

import io.fairlead.load.lab.RedisProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** Redis servers that belong together, of any kind, and the URL that leads to them. */
final class RedisSetup implements AutoCloseable {
    private static final int SLOTS = 16_384;

    private final List<RedisProcess> processes;
    private final String url;
    private final AtomicInteger prefixes = new AtomicInteger();

    private RedisSetup(String url, List<RedisProcess> processes) {
        this.url = url;
        this.processes = List.copyOf(processes);
    }

    /** One server. */
    static RedisSetup single(String... arguments) throws IOException {
        RedisProcess redis = RedisProcess.server(arguments);
        return new RedisSetup(redis.url(), List.of(redis));
    }

    /** A master, its replica and three Sentinels, in this order. */
    static RedisSetup sentinel() throws IOException {
        List<RedisProcess> processes = new ArrayList<>();
        RedisProcess master = RedisProcess.server("--repl-diskless-sync-delay", "0");
        processes.add(master);
        processes.add(RedisProcess.server("--replicaof", "127.0.0.1", "" + master.port()));
        StringBuilder url = new StringBuilder("redis-sentinel://");
        for (int i = 0; i < 3; i++) {
            RedisProcess sentinel = RedisProcess.sentinel("sentinel monitor main 127.0.0.1 " + master.port() + " 2",
                    "sentinel down-after-milliseconds main 1000", "sentinel failover-timeout main 5000");
            processes.add(sentinel);
            url.append(i == 0 ? "" : ",").append("127.0.0.1:").append(sentinel.port());
        }
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            String known = processes.getLast().ask("SENTINEL", "master", "main");
            return known.contains("num-other-sentinels\n2") && known.contains("num-slaves\n1")
                    && master.ask("INFO", "replication").contains("state=online");
        });
        return new RedisSetup(url + "/0#main", processes);
    }

    /** Three masters that share the slots. */
    static RedisSetup cluster() throws IOException {
        List<RedisProcess> masters = new ArrayList<>();
        StringBuilder url = new StringBuilder("redis-cluster://");
        for (int i = 0; i < 3; i++) {
            masters.add(RedisProcess.server("--cluster-enabled", "yes", "--cluster-node-timeout", "2000"));
            masters.get(i).ask("CLUSTER", "ADDSLOTSRANGE", "" + i * SLOTS / 3, "" + ((i + 1) * SLOTS / 3 - 1));
            masters.get(0).ask("CLUSTER", "MEET", "127.0.0.1", "" + masters.get(i).port());
            url.append(i == 0 ? "" : ",").append("127.0.0.1:").append(masters.get(i).port());
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (RedisProcess master : masters) {
                String info = master.ask("CLUSTER", "INFO");
                if (!info.contains("cluster_state:ok") || !info.contains("cluster_known_nodes:3")) {
                    return false;
                }
            }
            return true;
        });
        return new RedisSetup(url.toString(), masters);
    }

    /** Three masters that share the slots, then a replica of each. */
    static RedisSetup clusterWithReplicas() throws IOException {
        RedisSetup masters = cluster();
        List<RedisProcess> all = new ArrayList<>(masters.processes);
        for (int i = 0; i < 3; i++) {
            RedisProcess replica = RedisProcess.server("--cluster-enabled", "yes", "--cluster-node-timeout", "2000");
            all.add(replica);
            replica.ask("CLUSTER", "MEET", "127.0.0.1", "" + masters.process(0).port());
            String masterId = masters.process(i).ask("CLUSTER", "MYID");
            Awaitility.await().atMost(Duration.ofSeconds(20))
                    .until(() -> replica.ask("CLUSTER", "REPLICATE", masterId).equals("OK"));
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (RedisProcess one : all) {
                String nodes = one.ask("CLUSTER", "NODES");
                if (nodes.split(" slave |,slave ", -1).length != 4) {
                    return false;
                }
            }
            return masters.process(0).ask("INFO", "replication").contains("state=online");
        });
        return new RedisSetup(masters.url, all);
    }

    RedisProcess process(int index) {
        return processes.get(index);
    }

    String url() {
        return url;
    }

    /** A configuration whose keys nobody has used before. */
    RedisConfig fresh() {
        return config("test" + prefixes.incrementAndGet(), 0);
    }

    RedisConfig config(String prefix, int replicas) {
        return new RedisConfig(url, Optional.empty(), Optional.empty(), Duration.ofSeconds(10), prefix, replicas);
    }

    @Override
    public void close() {
        processes.reversed().forEach(RedisProcess::close);
    }
}
