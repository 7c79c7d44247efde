package io.fairlead.cli.command;

import io.fairlead.load.client.SimulatedController;
import io.fairlead.load.client.SimulatedController.Request;
import io.fairlead.load.client.SimulatedController.Session;
import io.fairlead.load.client.SimulatedController.Way;
import io.fairlead.load.client.Target;
import io.fairlead.protocol.message.NatType;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code demo}: shows two simulated clients, each in a process of its own, have sessions in every way there is. Needs
 * the loopback addresses 127.0.0.2 and 127.0.0.3, which Linux has without set-up.
 */
@Command(name = "demo", description = "Lets two simulated clients connect in every way.")
final class DemoCommand implements Callable<Integer> {
    private static final String REQUESTER = "127.0.0.2";
    private static final String DEVICE = "127.0.0.3";
    private static final int FIRST_PORT = 31_116;
    private static final int LAST_PORT = 39_116;
    private static final int STEP = 10;

    @Spec
    private CommandSpec spec;

    @Option(names = "--bytes", defaultValue = "1000000", paramLabel = "N", description = "Sent and expected back. "
            + "Default: 1000000 bytes.")
    private int bytes;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Path directory = Files.createTempDirectory("fairlead-demo");
        int port = freePorts();
        try (ChildProcess server = ChildProcess.start(
                directory, "standalone", "--port", String.valueOf(port), "--metrics-port", "-1",
                "--data-dir", directory.toString())) {
            server.await("Fairlead is ready", 30);
            String key = server.await("public key", 5).replaceAll(".*public key\\s+", "").strip();
            Target target = new Target("127.0.0.1", port, key);
            out.printf("server      127.0.0.1:%d, process %d, key %s, logs in %s%n", port, server.pid(), key,
                    directory);
            boolean well = show(out, target, directory);
            out.println(well ? "All sessions had." : "Not all sessions had.");
            return well ? 0 : 1;
        }
    }

    private boolean show(PrintWriter out, Target target, Path directory) throws IOException, InterruptedException {
        try (ChildProcess device = device(target, directory, DEVICE, false);
                ChildProcess webDevice = device(target, directory, DEVICE, true)) {
            String id = registered(out, "device", device);
            String webId = registered(out, "device, legs by WebSocket", webDevice);
            SimulatedController near = new SimulatedController(target, InetAddress.ofLiteral(DEVICE));
            SimulatedController far = new SimulatedController(target, InetAddress.ofLiteral(REQUESTER));
            out.println("NAT test    " + far.natTest());
            out.println("online      " + far.online(List.of(id, webId, "nobody00")) + " of " + id + ", " + webId
                    + ", nobody00");
            boolean well = step(out, "direct", Way.DIRECT, far, id, Request.direct(bytes));
            well &= step(out, "same intranet", Way.SAME_INTRANET, near, id, Request.direct(bytes));
            well &= step(out, "relay, TCP and TCP", Way.RELAY, far, id,
                    new Request(false, true, NatType.ASYMMETRIC, bytes));
            well &= step(out, "relay, symmetric NAT", Way.RELAY, far, id,
                    new Request(false, false, NatType.SYMMETRIC, bytes));
            well &= step(out, "relay, WebSocket and TCP", Way.RELAY, far, id,
                    new Request(true, false, NatType.ASYMMETRIC, bytes));
            well &= step(out, "relay, TCP and WebSocket", Way.RELAY, far, webId,
                    new Request(false, true, NatType.ASYMMETRIC, bytes));
            well &= step(out, "relay, WebSocket twice", Way.RELAY, far, webId,
                    new Request(true, false, NatType.ASYMMETRIC, bytes));
            return well;
        }
    }

    private static ChildProcess device(Target target, Path directory, String source, boolean webSocket)
            throws IOException {
        return ChildProcess.start(directory, "demo-device", target.host(), String.valueOf(target.port()), target.key(),
                source, String.valueOf(webSocket));
    }

    private static String registered(PrintWriter out, String what, ChildProcess device)
            throws IOException, InterruptedException {
        String id = device.await("registered ", 30).replace("registered ", "").strip();
        out.printf("registered  %s (%s), process %d%n", id, what, device.pid());
        return id;
    }

    private static boolean step(
            PrintWriter out, String what, Way expected, SimulatedController controller, String id, Request request) {
        try {
            Session session = controller.connect(id, request);
            boolean well = session.way() == expected;
            out.printf("%-6s      %-26s %s, %d bytes there and back, identity %s, set up in %d ms%n",
                    well ? "ok" : "WRONG", what, session.way(), session.bytes(),
                    session.verified() ? "verified" : "not verified", session.setUp().toMillis());
            return well;
        } catch (IOException e) {
            out.printf("FAILED      %-26s %s%n", what, Failures.text(e));
            return false;
        } finally {
            out.flush();
        }
    }

    /** Five ports in a row that nobody listens on. */
    static int freePorts() throws IOException {
        for (int port = FIRST_PORT; port < LAST_PORT; port += STEP) {
            if (free(port - 1) && free(port) && free(port + 1) && free(port + 2) && free(port + 3)) {
                return port;
            }
        }
        throw new IOException("no five free ports in a row in " + FIRST_PORT + ".." + LAST_PORT);
    }

    private static boolean free(int port) {
        try (ServerSocket _ = new ServerSocket(port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
