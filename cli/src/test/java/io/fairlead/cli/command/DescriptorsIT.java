package io.fairlead.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.cli.Main;
import io.fairlead.cli.run.TestServer;
import io.fairlead.load.client.Relays;
import io.fairlead.load.client.Target;
import io.fairlead.load.client.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server whose system lets it have few file descriptors. */
class DescriptorsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int DESCRIPTORS = 400;
    private static final Pattern FAILED = Pattern
            .compile("fairlead_node_accepts_failed_total\\{node=\"rendezvous\",?} (\\S+)");

    @TempDir
    private Path directory;

    private Process start(int port) throws IOException {
        // Both limits: the virtual machine raises the soft one to the hard one.
        return new ProcessBuilder("/bin/sh", "-c", "ulimit -n " + DESCRIPTORS + " && exec \"$@\"", "sh",
                ProcessHandle.current().info().command().orElseThrow(), "--enable-native-access=ALL-UNNAMED",
                "-cp", System.getProperty("java.class.path"), Main.class.getName(),
                "standalone", "-p", String.valueOf(port), "--metrics-port", "0")
                .directory(directory.toFile())
                .redirectError(directory.resolve("log").toFile())
                .start();
    }

    private static String awaitReady(Process server) throws IOException {
        BufferedReader out = server.inputReader(StandardCharsets.UTF_8);
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null && !line.isEmpty(); line = out.readLine()) {
            said.append(line).append('\n');
        }
        return said.toString();
    }

    private static String group(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        assertThat(found.find()).as(pattern + " in " + text).isTrue();
        return found.group(1);
    }

    private static double failed(HttpClient http, URI metrics) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(metrics).timeout(PATIENCE).build();
        return Double.parseDouble(group(FAILED, http.send(request, BodyHandlers.ofString()).body()));
    }

    private static void carriesASession(Target target) throws IOException {
        InetAddress here = InetAddress.ofLiteral("127.0.0.2");
        String uuid = UUID.randomUUID().toString();
        try (Wire first = Relays.open(target, "", uuid, here, false);
                Wire second = Relays.open(target, "", uuid, here, false)) {
            first.sendPayload(new byte[]{1});
            assertThat(second.receivePayload(PATIENCE)).isPresent();
        }
    }

    @Test
    void connectionsThatTheSystemRefusesAreCountedAndTheServerServesAgainWhenThereAreDescriptors() throws Exception {
        int port = TestServer.freePorts();
        Process server = start(port);
        List<SocketChannel> held = new ArrayList<>();
        try (HttpClient http = HttpClient.newHttpClient()) {
            String said = awaitReady(server);
            URI metrics = URI.create(group(Pattern.compile("(http://\\S+/metrics)"), said));
            Target target = new Target("127.0.0.1", port, group(Pattern.compile("public key\\s+(\\S+)"), said));
            carriesASession(target);
            // Stays open, as a new connection could not be had.
            assertThat(failed(http, metrics)).isZero();
            for (int i = 0; i < DESCRIPTORS; i++) {
                held.add(SocketChannel.open(new InetSocketAddress("127.0.0.1", port)));
            }
            await().atMost(PATIENCE).until(() -> failed(http, metrics) > 0);
            for (SocketChannel connection : held) {
                connection.close();
            }
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> carriesASession(target));
            assertThat(server.isAlive()).isTrue();
        } finally {
            for (SocketChannel connection : held) {
                connection.close();
            }
            server.toHandle().destroyForcibly();
        }
    }
}
