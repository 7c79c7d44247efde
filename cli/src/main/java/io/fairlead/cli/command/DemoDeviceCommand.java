package io.fairlead.cli.command;

import io.fairlead.load.client.DeviceProfile;
import io.fairlead.load.client.SimulatedDevice;
import io.fairlead.load.client.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code demo-device}: the controlled client of the demonstration, until it is ended. */
@Command(name = "demo-device", hidden = true, description = "A simulated device that sends back what it gets.")
final class DemoDeviceCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 30;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "HOST")
    private String host;

    @Parameters(index = "1", paramLabel = "PORT")
    private int port;

    @Parameters(index = "2", paramLabel = "KEY")
    private String key;

    @Parameters(index = "3", paramLabel = "SOURCE")
    private String source;

    @Parameters(index = "4", paramLabel = "WEBSOCKET")
    private boolean webSocket;

    @Override
    public Integer call() throws IOException, InterruptedException {
        DeviceProfile profile = DeviceProfile.random(new SecureRandom(), InetAddress.ofLiteral(source));
        try (SimulatedDevice device = SimulatedDevice.start(new Target(host, port, key), profile, webSocket)) {
            device.registered().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            spec.commandLine().getOut().println("registered " + profile.id());
            spec.commandLine().getOut().flush();
            new CountDownLatch(1).await();
            return 0;
        } catch (ExecutionException e) {
            throw new IOException(Failures.text(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new IOException("not registered within " + PATIENCE_SECONDS + " s", e);
        }
    }
}
