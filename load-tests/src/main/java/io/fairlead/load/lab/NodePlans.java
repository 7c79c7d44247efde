package io.fairlead.load.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Command lines of nodes, each with a directory of its own that has the laboratory's key files. */
final class NodePlans {
    private static final int CLUSTER_PORT = 21_130;
    private static final int SECRET_BYTES = 32;
    private static final List<String> KEY_FILES = List.of("id_ed25519", "id_ed25519.pub");

    /** What the conformance suite expects of any server: a list of rendezvous servers with the serial 3. */
    private static final List<String> SERVER_LIST = List.of("--serial", "3", "--rendezvous-servers", "id.example");

    private final NodeCommand command;
    private final Path directory;

    NodePlans(NodeCommand command, Path directory) {
        this.command = command;
        this.directory = directory;
    }

    NodePlan standalone(Layout.Standalone layout) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("standalone"));
        arguments.addAll(SERVER_LIST);
        arguments.addAll(layout.options());
        return plan("standalone", EnumSet.allOf(Service.class), AddressPlan.rendezvous(1), arguments);
    }

    List<NodePlan> cluster(Layout.Cluster layout, String redis) throws IOException {
        String seeds = IntStream.rangeClosed(1, layout.rendezvous())
                .mapToObj(number -> AddressPlan.rendezvous(number) + ":" + CLUSTER_PORT)
                .collect(Collectors.joining(","));
        byte[] secretBytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secretBytes);
        String secret = HexFormat.of().formatHex(secretBytes);
        List<NodePlan> plans = new ArrayList<>();
        for (int number = 1; number <= layout.rendezvous(); number++) {
            plans.add(rendezvous(layout, number, List.of("--redis", redis, "--cluster-seeds", seeds)));
        }
        for (int number = 1; number <= layout.relays(); number++) {
            plans.add(relay(layout, number, List.of("--redis", redis, "--cluster-secret", secret)));
        }
        return plans;
    }

    private NodePlan rendezvous(Layout.Cluster layout, int number, List<String> shared) throws IOException {
        String name = "rendezvous" + number;
        String address = AddressPlan.rendezvous(number);
        List<String> arguments = new ArrayList<>(List.of("rendezvous", "--node-name", name,
                "--cluster-bind", address, "--cluster-port", String.valueOf(CLUSTER_PORT)));
        arguments.addAll(shared);
        arguments.addAll(SERVER_LIST);
        arguments.addAll(layout.rendezvousOptions());
        return plan(name, Set.of(Service.RENDEZVOUS), address, arguments);
    }

    private NodePlan relay(Layout.Cluster layout, int number, List<String> shared) throws IOException {
        String name = "relay" + number;
        String address = AddressPlan.relay(number);
        List<String> arguments = new ArrayList<>(List.of("relay", "--node-name", name, "--key", "_",
                "--cluster-bind", address));
        switch (layout.relayNames()) {
            case SHARED -> {
                // A relay that is not told an address of its own is reached as all are.
            }
            case OWN -> arguments.addAll(List.of("--relay-address", address));
        }
        arguments.addAll(shared);
        arguments.addAll(layout.relayOptions());
        return plan(name, Set.of(Service.RELAY), address, arguments);
    }

    private NodePlan plan(String name, Set<Service> services, String address, List<String> arguments)
            throws IOException {
        Path own = Files.createDirectories(directory.resolve(name));
        for (String file : KEY_FILES) {
            Files.copy(directory.resolve(file), own.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        List<String> whole = new ArrayList<>(arguments);
        whole.addAll(List.of("--data-dir", own.toString()));
        return new NodePlan(name, services, address, own, command.line(whole));
    }
}
