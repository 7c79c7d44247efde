package io.fairlead.cluster.membership;

import io.fairlead.cluster.courier.LocalRequesters;
import io.fairlead.protocol.address.HostPort;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own, which can be killed and frozen. Ends when its standard input does. */
final class NodeProcess implements AutoCloseable {
    private final Process process;

    private NodeProcess(Process process) {
        this.process = process;
    }

    /** Runs the node: id, host:port, then seeds; or id, host:port, service, namespace, label, management host:port. */
    public static void main(String[] arguments) throws Exception {
        HostPort address = HostPort.parse(arguments[1], 1);
        ClusterConfig config = arguments[2].contains(":")
                ? TestNode.config(arguments[0], address,
                        List.of(arguments).subList(2, arguments.length).stream().map(s -> HostPort.parse(s, 1))
                                .toList())
                : new ClusterConfig(arguments[0], "1.2.3", address.host(), address.host(), address.port(), List.of(),
                        new Discovery.Kubernetes(arguments[2], arguments[3], arguments[4]),
                        Optional.of(HostPort.parse(arguments[5], 1)), 2, Optional.empty());
        try (TestNode node = TestNode.start(config, new LocalRequesters(System::nanoTime, Duration.ofSeconds(30)))) {
            node.membership.onChange(status -> System.out.println(status.state() + " " + status.members()));
            while (System.in.read() >= 0) {
                // Runs until its parent closes or ends.
            }
        }
    }

    static NodeProcess start(String id, HostPort address, List<HostPort> seeds) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(id, address.toString()));
        seeds.forEach(seed -> arguments.add(seed.toString()));
        return start(List.of(), Map.of(), arguments, ProcessBuilder.Redirect.DISCARD);
    }

    static NodeProcess start(List<String> options, Map<String, String> environment, List<String> arguments,
            ProcessBuilder.Redirect output) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-Xmx256m",
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
                "-cp", System.getProperty("java.class.path")));
        command.addAll(options);
        command.add(NodeProcess.class.getName());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new NodeProcess(builder.start());
    }

    void kill() {
        process.destroyForcibly();
    }

    void freeze() throws Exception {
        signal("STOP");
    }

    void thaw() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (status != 0) {
            throw new IllegalStateException("kill -" + name + ": " + status + " (expected: 0)");
        }
    }

    @Override
    public void close() throws Exception {
        process.getOutputStream().close();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
