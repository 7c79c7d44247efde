package io.fairlead.cli.run;

import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.load.client.Target;
import io.fairlead.protocol.crypto.KeyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** A standalone server in this process, on ports that nobody uses. */
public final class TestServer implements AutoCloseable {
    private final RunningNodes nodes;
    private final Target target;

    private TestServer(RunningNodes nodes, Target target) {
        this.nodes = nodes;
        this.target = target;
    }

    public static TestServer start(Path directory, Map<Setting, String> more) throws Exception {
        Map<Setting, String> flags = new EnumMap<>(Setting.class);
        flags.put(Setting.PORT, String.valueOf(freePorts()));
        flags.put(Setting.DATA_DIR, directory.toString());
        flags.put(Setting.METRICS_PORT, "0");
        flags.putAll(more);
        RunningNodes nodes = RunningNodes.start(new SettingsLoader(directory, Map.of()).load(Role.STANDALONE, flags));
        String key = new KeyFiles(directory).load().orElseThrow().publicKeyBase64();
        return new TestServer(nodes, new Target("127.0.0.1", Integer.parseInt(flags.get(Setting.PORT)), key));
    }

    public Target target() {
        return target;
    }

    /** What Prometheus would read. */
    public String metrics() throws IOException {
        String url = nodes.summary().lines()
                .filter(line -> line.endsWith("/metrics"))
                .map(line -> line.substring(line.indexOf("http")))
                .findFirst()
                .orElseThrow();
        try (InputStream in = URI.create(url).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Where the administration API is. */
    public URI admin() {
        return admin(nodes);
    }

    static URI admin(RunningNodes nodes) {
        return nodes.summary().lines()
                .filter(line -> line.strip().startsWith("administration "))
                .map(line -> URI.create(line.substring(line.indexOf("http"), line.indexOf("/ and"))))
                .findFirst()
                .orElseThrow();
    }

    /** A rendezvous port whose neighbours are free: clients derive five ports from one, so the system cannot choose. */
    public static int freePorts() throws IOException {
        for (int i = 0; i < 200; i++) {
            int port = ThreadLocalRandom.current().nextInt(22_000, 32_000);
            if (free(port - 1) && free(port) && free(port + 1) && free(port + 2) && free(port + 3)) {
                return port;
            }
        }
        throw new IOException("no five free ports in a row");
    }

    private static boolean free(int port) {
        try (ServerSocket _ = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    public static InetSocketAddress at(String ip) {
        return new InetSocketAddress(InetAddress.ofLiteral(ip), 0);
    }

    @Override
    public void close() {
        nodes.close();
    }
}
