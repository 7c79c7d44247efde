package io.fairlead.cli.run;

import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.load.client.Target;
import io.fairlead.load.lab.RedisProcess;
import io.fairlead.protocol.crypto.KeyFiles;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Two nodes of a cluster in this process, each a rendezvous server and a relay, on one real Redis. */
final class TestCluster implements AutoCloseable {
    private static final String SECRET = "a secret of relays";

    private final Path directory;
    private final RedisProcess redis;
    private final List<RunningNodes> nodes = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private final int seed;

    TestCluster(Path directory, Map<Setting, String> more) throws Exception {
        this.directory = directory;
        this.redis = RedisProcess.server();
        this.seed = freePort();
        for (int i = 0; i < 2; i++) {
            start(Map.of(Setting.CLUSTER_PORT, String.valueOf(i == 0 ? seed : freePort())), more);
        }
    }

    /** One more node; all have the key pair of the first. */
    Target start(Map<Setting, String> own, Map<Setting, String> more) throws Exception {
        int number = nodes.size();
        Path data = Files.createDirectories(directory.resolve("node" + number));
        Path first = directory.resolve("node0");
        if (number > 0) {
            for (String file : List.of("id_ed25519", "id_ed25519.pub")) {
                Files.copy(first.resolve(file), data.resolve(file));
            }
        }
        int port = TestServer.freePorts();
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.put(Setting.PORT, String.valueOf(port));
        flags.put(Setting.DATA_DIR, data.toString());
        flags.put(Setting.METRICS_PORT, "0");
        flags.put(Setting.NODE_NAME, "node" + number);
        flags.put(Setting.REDIS, redis.url());
        flags.put(Setting.CLUSTER_SEEDS, "127.0.0.1:" + seed);
        flags.put(Setting.CLUSTER_SECRET, SECRET);
        flags.put(Setting.RELAY_CLUSTER_PORT, "0");
        flags.putAll(own);
        flags.putAll(more);
        nodes.add(RunningNodes.start(new SettingsLoader(data, Map.of()).load(Role.STANDALONE, flags)));
        Target target = new Target(
                "127.0.0.1", port, new KeyFiles(first).load().orElseThrow().publicKeyBase64());
        targets.add(target);
        return target;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    RedisProcess redis() {
        return redis;
    }

    Target target(int node) {
        return targets.get(node);
    }

    RunningNodes node(int number) {
        return nodes.get(number);
    }

    @Override
    public void close() throws Exception {
        nodes.reversed().forEach(RunningNodes::close);
        redis.close();
    }
}
