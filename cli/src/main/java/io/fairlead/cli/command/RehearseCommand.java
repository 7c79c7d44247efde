package io.fairlead.cli.command;

import io.fairlead.cli.option.Role;
import io.fairlead.cli.option.Setting;
import io.fairlead.cli.option.SettingsException;
import io.fairlead.cli.option.SettingsLoader;
import io.fairlead.cli.run.RunningNodes;
import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import io.fairlead.protocol.crypto.KeyFiles;
import io.fairlead.protocol.message.NatType;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * {@code rehearse}: starts a server for itself, has clients use it and ends. {@code bin/fairlead} lets the JVM record
 * by it which classes a server needs, so that later ones start sooner.
 */
@Command(name = "rehearse", hidden = true, description = "Starts a server, uses it and ends.")
final class RehearseCommand implements Callable<Integer> {
    private static final int BYTES = 1_000_000;
    private static final long PATIENCE_SECONDS = 30;
    private static final InetAddress REQUESTER = InetAddress.ofLiteral("127.0.0.2");
    private static final InetAddress DEVICE = InetAddress.ofLiteral("127.0.0.3");

    @Override
    public Integer call() throws IOException, SettingsException, InterruptedException {
        Path directory = Files.createTempDirectory("fairlead-rehearse");
        try {
            int port = DemoCommand.freePorts();
            Map<Setting, String> flags = Map.of(
                    Setting.PORT, String.valueOf(port),
                    Setting.METRICS_PORT, "0",
                    Setting.DATA_DIR, directory.toString());
            RunningNodes nodes = RunningNodes.start(
                    new SettingsLoader(directory, Map.of()).load(Role.STANDALONE, flags));
            try {
                String key = new KeyFiles(directory).load().orElseThrow().publicKeyBase64();
                use(new Target("127.0.0.1", port, key));
            } finally {
                nodes.close();
            }
            return 0;
        } finally {
            delete(directory);
        }
    }

    private static void use(Target target) throws IOException, InterruptedException {
        DeviceProfile profile = DeviceProfile.random(new SecureRandom(), DEVICE);
        try (SimulatedDevice device = SimulatedDevice.start(target, profile, false)) {
            device.registered().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            SimulatedController requester = new SimulatedController(target, REQUESTER);
            requester.natTest();
            requester.connect(profile.id(), Request.direct(BYTES));
            requester.connect(profile.id(), new Request(false, true, NatType.ASYMMETRIC, BYTES));
            requester.connect(profile.id(), new Request(true, false, NatType.ASYMMETRIC, BYTES));
        } catch (ExecutionException e) {
            throw new IOException(Failures.text(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("not registered within " + PATIENCE_SECONDS + " s", e);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
